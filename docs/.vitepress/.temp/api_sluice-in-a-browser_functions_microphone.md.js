import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: microphone()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice-in-a-browser/functions/microphone.md","filePath":"api/sluice-in-a-browser/functions/microphone.md"}');
const _sfc_main = { name: "api/sluice-in-a-browser/functions/microphone.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice in a browser</a> / microphone</p><h1 id="function-microphone" tabindex="-1">Function: microphone() <a class="header-anchor" href="#function-microphone" aria-label="Permalink to &quot;Function: microphone()&quot;">​</a></h1><blockquote><p><strong>microphone</strong>(<code>options?</code>: <a href="./../interfaces/MicrophoneOptions.html"><code>MicrophoneOptions</code></a>): <a href="./../interfaces/Microphone.html"><code>Microphone</code></a></p></blockquote><p>A microphone. Opening it asks the person for leave. While it feeds, <code>interrupted</code> tells that the system has taken the sound away and <code>resumed</code> that it is back; where the audio clock stood still meanwhile, the time is marked as a gap. After <code>device-lost</code> there is silence until the default device can be opened, which is tried at once and then whenever devices change.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options?</code></td><td><a href="./../interfaces/MicrophoneOptions.html"><code>MicrophoneOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/Microphone.html"><code>Microphone</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice-in-a-browser/functions/microphone.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const microphone = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  microphone as default
};
