import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: VoiceActivityOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/VoiceActivityOptions.md","filePath":"api/sluice/interfaces/VoiceActivityOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/VoiceActivityOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / VoiceActivityOptions</p><h1 id="interface-voiceactivityoptions" tabindex="-1">Interface: VoiceActivityOptions <a class="header-anchor" href="#interface-voiceactivityoptions" aria-label="Permalink to &quot;Interface: VoiceActivityOptions&quot;">​</a></h1><p>What <code>voiceActivity</code> takes.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-enter"></a> <code>enter?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>The gate opens at or above this score. The default suits single words; for sentences 0.5 is enough. <strong>Default</strong> <code>0.3</code></td></tr><tr><td><a id="property-exit"></a> <code>exit?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>It closes after <code>hangoverMs</code> below this score; at most <code>enter</code>. <strong>Default</strong> <code>0.2</code></td></tr><tr><td><a id="property-hangoverms"></a> <code>hangoverMs?</code></td><td><code>readonly</code></td><td><code>number</code></td><td><strong>Default</strong> <code>500</code></td></tr><tr><td><a id="property-label"></a> <code>label?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>The label whose score opens the gate. <strong>Default</strong> <code>&#39;speech&#39;</code></td></tr><tr><td><a id="property-model"></a> <code>model</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/ModelSource.html"><code>ModelSource</code></a></td><td>A model that tells speech from other sound: Silero VAD, converted by <code>sluice convert</code>, or one of your own.</td></tr><tr><td><a id="property-prerollms"></a> <code>preRollMs?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>How much of the time before the gate opened is stepped through, so that the beginning of a word is not lost. At most 5000. <strong>Default</strong> <code>500</code></td></tr><tr><td><a id="property-state"></a> <code>state?</code></td><td><code>readonly</code></td><td><code>&quot;hold&quot;</code> | <code>&quot;reset&quot;</code></td><td>The network&#39;s recurrent state while the gate is closed. <code>hold</code>: it is kept, for a network that was trained on endless streams. <code>reset</code>: it starts from zeros at every opening, for a network that was trained on clips. <strong>Default</strong> <code>&#39;reset&#39;</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/VoiceActivityOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const VoiceActivityOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  VoiceActivityOptions as default
};
