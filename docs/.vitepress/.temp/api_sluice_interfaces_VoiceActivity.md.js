import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: VoiceActivity","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/VoiceActivity.md","filePath":"api/sluice/interfaces/VoiceActivity.md"}');
const _sfc_main = { name: "api/sluice/interfaces/VoiceActivity.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / VoiceActivity</p><h1 id="interface-voiceactivity" tabindex="-1">Interface: VoiceActivity <a class="header-anchor" href="#interface-voiceactivity" aria-label="Permalink to &quot;Interface: VoiceActivity&quot;">​</a></h1><p>A gate for <code>openStream</code>. Made by <code>voiceActivity</code>.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-enter"></a> <code>enter</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-exit"></a> <code>exit</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-hangoverms"></a> <code>hangoverMs</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-label"></a> <code>label</code></td><td><code>readonly</code></td><td><code>string</code></td></tr><tr><td><a id="property-model"></a> <code>model</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/ModelSource.html"><code>ModelSource</code></a></td></tr><tr><td><a id="property-prerollms"></a> <code>preRollMs</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-state"></a> <code>state</code></td><td><code>readonly</code></td><td><code>&quot;hold&quot;</code> | <code>&quot;reset&quot;</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/VoiceActivity.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const VoiceActivity = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  VoiceActivity as default
};
