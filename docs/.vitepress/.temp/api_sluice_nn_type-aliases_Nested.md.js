import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: Nested","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/nn/type-aliases/Nested.md","filePath":"api/sluice/nn/type-aliases/Nested.md"}');
const _sfc_main = { name: "api/sluice/nn/type-aliases/Nested.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/nn</a> / Nested</p><h1 id="type-alias-nested" tabindex="-1">Type Alias: Nested <a class="header-anchor" href="#type-alias-nested" aria-label="Permalink to &quot;Type Alias: Nested&quot;">​</a></h1><blockquote><p><strong>Nested</strong> = <code>number</code> | readonly <code>Nested</code>[]</p></blockquote><p>Arrays of arrays of numbers, of equal length at each depth.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/nn/type-aliases/Nested.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Nested = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Nested as default
};
