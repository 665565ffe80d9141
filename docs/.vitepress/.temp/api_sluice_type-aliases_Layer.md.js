import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: Layer","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/Layer.md","filePath":"api/sluice/type-aliases/Layer.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/Layer.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Layer</p><h1 id="type-alias-layer" tabindex="-1">Type Alias: Layer <a class="header-anchor" href="#type-alias-layer" aria-label="Permalink to &quot;Type Alias: Layer&quot;">​</a></h1><blockquote><p><strong>Layer</strong> = <a href="./RecurrentLayer.html"><code>RecurrentLayer</code></a> | <a href="./../interfaces/DenseLayer.html"><code>DenseLayer</code></a> | <a href="./../interfaces/Conv1dLayer.html"><code>Conv1dLayer</code></a> | <a href="./../interfaces/ActivationLayer.html"><code>ActivationLayer</code></a> | <a href="./../interfaces/SoftmaxLayer.html"><code>SoftmaxLayer</code></a> | <a href="./../interfaces/ScaleLayer.html"><code>ScaleLayer</code></a> | <a href="./../interfaces/LayerNormLayer.html"><code>LayerNormLayer</code></a> | <a href="./../interfaces/CombineLayer.html"><code>CombineLayer</code></a> | <a href="./../interfaces/ConcatLayer.html"><code>ConcatLayer</code></a> | <a href="./../interfaces/GatherLayer.html"><code>GatherLayer</code></a> | <a href="./../interfaces/DelayLayer.html"><code>DelayLayer</code></a></p></blockquote></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/Layer.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Layer = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Layer as default
};
