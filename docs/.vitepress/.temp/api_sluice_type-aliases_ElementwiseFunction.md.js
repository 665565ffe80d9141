import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: ElementwiseFunction","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/ElementwiseFunction.md","filePath":"api/sluice/type-aliases/ElementwiseFunction.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/ElementwiseFunction.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ElementwiseFunction</p><h1 id="type-alias-elementwisefunction" tabindex="-1">Type Alias: ElementwiseFunction <a class="header-anchor" href="#type-alias-elementwisefunction" aria-label="Permalink to &quot;Type Alias: ElementwiseFunction&quot;">​</a></h1><blockquote><p><strong>ElementwiseFunction</strong> = <a href="./../interfaces/GateActivation.html"><code>GateActivation</code></a> | { <code>kind</code>: <code>&quot;square&quot;</code> | <code>&quot;sqrt&quot;</code> | <code>&quot;exp&quot;</code> | <code>&quot;log&quot;</code>; }</p></blockquote><p>A gate&#39;s activation, or a function that occurs only between layers.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/ElementwiseFunction.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ElementwiseFunction = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ElementwiseFunction as default
};
