import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: voiceActivity()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/voiceActivity.md","filePath":"api/sluice/functions/voiceActivity.md"}');
const _sfc_main = { name: "api/sluice/functions/voiceActivity.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / voiceActivity</p><h1 id="function-voiceactivity" tabindex="-1">Function: voiceActivity() <a class="header-anchor" href="#function-voiceactivity" aria-label="Permalink to &quot;Function: voiceActivity()&quot;">​</a></h1><blockquote><p><strong>voiceActivity</strong>(<code>options</code>: <a href="./../interfaces/VoiceActivityOptions.html"><code>VoiceActivityOptions</code></a>): <a href="./../interfaces/VoiceActivity.html"><code>VoiceActivity</code></a></p></blockquote><p>A gate for <code>openStream({ gate })</code>: the network is not stepped while nobody speaks. Features are still computed, and predictions still come: they are marked <code>gated</code> and give the first label a score of 1. When the gate opens, the network first steps through <code>preRollMs</code> of what it did not see, within that hop, which then costs as many steps.</p><pre><code>const gate = voiceActivity({ model: &#39;./silero.safetensors&#39; });
const stream = await openStream({ source, model: keywords, gate });
</code></pre><p>Throws TypeError for an option of the wrong type, RangeError for one out of range.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options</code></td><td><a href="./../interfaces/VoiceActivityOptions.html"><code>VoiceActivityOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/VoiceActivity.html"><code>VoiceActivity</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/voiceActivity.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const voiceActivity = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  voiceActivity as default
};
