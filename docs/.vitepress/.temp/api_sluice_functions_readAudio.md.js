import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: readAudio()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/readAudio.md","filePath":"api/sluice/functions/readAudio.md"}');
const _sfc_main = { name: "api/sluice/functions/readAudio.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / readAudio</p><h1 id="function-readaudio" tabindex="-1">Function: readAudio() <a class="header-anchor" href="#function-readaudio" aria-label="Permalink to &quot;Function: readAudio()&quot;">​</a></h1><blockquote><p><strong>readAudio</strong>(<code>path</code>: <code>string</code> | <code>URL</code>, <code>options?</code>: <a href="./../interfaces/ReadAudioOptions.html"><code>ReadAudioOptions</code></a>): <code>Promise</code>&lt;<a href="./../interfaces/Audio.html"><code>Audio</code></a>&gt;</p></blockquote><p>Reads a file of sound whole: WAV and its kin, FLAC, Ogg, MP3, AIFF, AU, CAF, SPHERE, whatever its name says (docs/formats.md lists the codecs). One that is cut short is read as far as it goes. Rejects with AUDIO_UNREADABLE where there is no such file, the bytes are no sound that is read here, hold no sample, or more than <code>maxSamples</code>.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>path</code></td><td><code>string</code> | <code>URL</code></td></tr><tr><td><code>options?</code></td><td><a href="./../interfaces/ReadAudioOptions.html"><code>ReadAudioOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../interfaces/Audio.html"><code>Audio</code></a>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/readAudio.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const readAudio = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  readAudio as default
};
