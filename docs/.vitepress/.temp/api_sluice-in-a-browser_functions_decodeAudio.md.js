import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: decodeAudio()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice-in-a-browser/functions/decodeAudio.md","filePath":"api/sluice-in-a-browser/functions/decodeAudio.md"}');
const _sfc_main = { name: "api/sluice-in-a-browser/functions/decodeAudio.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice in a browser</a> / decodeAudio</p><h1 id="function-decodeaudio" tabindex="-1">Function: decodeAudio() <a class="header-anchor" href="#function-decodeaudio" aria-label="Permalink to &quot;Function: decodeAudio()&quot;">​</a></h1><blockquote><p><strong>decodeAudio</strong>(<code>bytes</code>: <code>Uint8Array</code>, <code>name</code>: <code>string</code>, <code>options?</code>: <a href="./../../sluice/interfaces/ReadAudioOptions.html"><code>ReadAudioOptions</code></a>): <code>Promise</code>&lt;<a href="./../../sluice/interfaces/Audio.html"><code>Audio</code></a>&gt;</p></blockquote><p>Decodes a sound file; <code>name</code> is what messages call it. Rejects with AUDIO_UNREADABLE where neither we nor the browser can, and with RangeError for options out of range.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>bytes</code></td><td><code>Uint8Array</code></td></tr><tr><td><code>name</code></td><td><code>string</code></td></tr><tr><td><code>options?</code></td><td><a href="./../../sluice/interfaces/ReadAudioOptions.html"><code>ReadAudioOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../../sluice/interfaces/Audio.html"><code>Audio</code></a>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice-in-a-browser/functions/decodeAudio.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const decodeAudio = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  decodeAudio as default
};
