import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: Tensors","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/Tensors.md","filePath":"api/sluice/type-aliases/Tensors.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/Tensors.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Tensors</p><h1 id="type-alias-tensors" tabindex="-1">Type Alias: Tensors <a class="header-anchor" href="#type-alias-tensors" aria-label="Permalink to &quot;Type Alias: Tensors&quot;">​</a></h1><blockquote><p><strong>Tensors</strong> = <code>ReadonlyMap</code>&lt;<code>string</code>, <a href="./../interfaces/Tensor.html"><code>Tensor</code></a>&gt;</p></blockquote></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/Tensors.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Tensors = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Tensors as default
};
