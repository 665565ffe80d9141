import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: NdArray","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/nn/interfaces/NdArray.md","filePath":"api/sluice/nn/interfaces/NdArray.md"}');
const _sfc_main = { name: "api/sluice/nn/interfaces/NdArray.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/nn</a> / NdArray</p><h1 id="interface-ndarray" tabindex="-1">Interface: NdArray <a class="header-anchor" href="#interface-ndarray" aria-label="Permalink to &quot;Interface: NdArray&quot;">​</a></h1><p>Numbers row after row: element [i, j, k] of shape [a, b, c] is data[(i * b + j) * c + k].</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-data"></a> <code>data</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td></tr><tr><td><a id="property-shape"></a> <code>shape</code></td><td><code>readonly</code></td><td>readonly <code>number</code>[]</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/nn/interfaces/NdArray.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const NdArray = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  NdArray as default
};
