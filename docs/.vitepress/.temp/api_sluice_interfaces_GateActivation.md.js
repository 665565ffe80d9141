import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: GateActivation","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/GateActivation.md","filePath":"api/sluice/interfaces/GateActivation.md"}');
const _sfc_main = { name: "api/sluice/interfaces/GateActivation.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / GateActivation</p><h1 id="interface-gateactivation" tabindex="-1">Interface: GateActivation <a class="header-anchor" href="#interface-gateactivation" aria-label="Permalink to &quot;Interface: GateActivation&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-alpha"></a> <code>alpha</code></td><td><code>readonly</code></td><td><code>number</code></td><td>The function&#39;s parameters by ONNX&#39;s names; 0 if it has none.</td></tr><tr><td><a id="property-beta"></a> <code>beta</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><code>&quot;sigmoid&quot;</code> | <code>&quot;tanh&quot;</code> | <code>&quot;relu&quot;</code> | <code>&quot;linear&quot;</code> | <code>&quot;affine&quot;</code> | <code>&quot;leaky-relu&quot;</code> | <code>&quot;thresholded-relu&quot;</code> | <code>&quot;scaled-tanh&quot;</code> | <code>&quot;hard-sigmoid&quot;</code> | <code>&quot;elu&quot;</code> | <code>&quot;softsign&quot;</code> | <code>&quot;softplus&quot;</code></td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/GateActivation.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const GateActivation = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  GateActivation as default
};
