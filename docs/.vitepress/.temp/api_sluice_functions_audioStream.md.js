import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: audioStream()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/audioStream.md","filePath":"api/sluice/functions/audioStream.md"}');
const _sfc_main = { name: "api/sluice/functions/audioStream.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / audioStream</p><h1 id="function-audiostream" tabindex="-1">Function: audioStream() <a class="header-anchor" href="#function-audiostream" aria-label="Permalink to &quot;Function: audioStream()&quot;">​</a></h1><blockquote><p><strong>audioStream</strong>(<code>readable</code>: <code>Readable</code>, <code>options?</code>: <a href="./../interfaces/AudioStreamOptions.html"><code>AudioStreamOptions</code></a>): <a href="./../interfaces/Source.html"><code>Source</code></a></p></blockquote><p>Sound in any container that is read here, from a stream of bytes, which is held back where there is no room. Opening waits for the container&#39;s beginning, and rejects with AUDIO_UNREADABLE. The stream is destroyed when the source is done. Throws a RangeError for options out of range.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>readable</code></td><td><code>Readable</code></td></tr><tr><td><code>options?</code></td><td><a href="./../interfaces/AudioStreamOptions.html"><code>AudioStreamOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/Source.html"><code>Source</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/audioStream.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const audioStream = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  audioStream as default
};
