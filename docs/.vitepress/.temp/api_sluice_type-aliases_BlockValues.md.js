import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: BlockValues","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/BlockValues.md","filePath":"api/sluice/type-aliases/BlockValues.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/BlockValues.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / BlockValues</p><h1 id="type-alias-blockvalues" tabindex="-1">Type Alias: BlockValues <a class="header-anchor" href="#type-alias-blockvalues" aria-label="Permalink to &quot;Type Alias: BlockValues&quot;">​</a></h1><blockquote><p><strong>BlockValues</strong> = <code>Float32Array</code> | <code>Float64Array</code> | <code>Int16Array</code> | readonly <code>number</code>[]</p></blockquote><p>Rows one after the other. For s16: an Int16Array is sent as it is, other values are from -1 to 1.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/BlockValues.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const BlockValues = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  BlockValues as default
};
