import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: OptimizerState","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/OptimizerState.md","filePath":"api/sluice/train/interfaces/OptimizerState.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/OptimizerState.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / OptimizerState</p><h1 id="interface-optimizerstate" tabindex="-1">Interface: OptimizerState <a class="header-anchor" href="#interface-optimizerstate" aria-label="Permalink to &quot;Interface: OptimizerState&quot;">​</a></h1><p>The optimizer&#39;s whole state, for a checkpoint.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-average"></a> <code>average</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td></tr><tr><td><a id="property-mean"></a> <code>mean</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td></tr><tr><td><a id="property-parameters"></a> <code>parameters</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td></tr><tr><td><a id="property-square"></a> <code>square</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td></tr><tr><td><a id="property-step"></a> <code>step</code></td><td><code>readonly</code></td><td><code>number</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/OptimizerState.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const OptimizerState = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  OptimizerState as default
};
