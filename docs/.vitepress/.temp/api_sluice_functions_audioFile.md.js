import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: audioFile()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/audioFile.md","filePath":"api/sluice/functions/audioFile.md"}');
const _sfc_main = { name: "api/sluice/functions/audioFile.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / audioFile</p><h1 id="function-audiofile" tabindex="-1">Function: audioFile() <a class="header-anchor" href="#function-audiofile" aria-label="Permalink to &quot;Function: audioFile()&quot;">​</a></h1><blockquote><p><strong>audioFile</strong>(<code>path</code>: <code>string</code> | <code>URL</code>, <code>options?</code>: <a href="./../interfaces/AudioFileOptions.html"><code>AudioFileOptions</code></a>): <a href="./../interfaces/Source.html"><code>Source</code></a></p></blockquote><p>A file as a source, read as the stream takes it: a file of any length needs little memory. What is recognised is told when it opens, what looks wrong comes on the stream&#39;s <code>events$</code>. Opening rejects as <code>readAudio</code> does. Throws a RangeError for options out of range.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>path</code></td><td><code>string</code> | <code>URL</code></td></tr><tr><td><code>options?</code></td><td><a href="./../interfaces/AudioFileOptions.html"><code>AudioFileOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/Source.html"><code>Source</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/audioFile.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const audioFile = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  audioFile as default
};
