import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: FormatFact","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/FormatFact.md","filePath":"api/sluice/type-aliases/FormatFact.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/FormatFact.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / FormatFact</p><h1 id="type-alias-formatfact" tabindex="-1">Type Alias: FormatFact <a class="header-anchor" href="#type-alias-formatfact" aria-label="Permalink to &quot;Type Alias: FormatFact&quot;">​</a></h1><blockquote><p><strong>FormatFact</strong> = <code>string</code> | <code>number</code> | <code>boolean</code> | <code>null</code> | readonly <code>FormatFact</code>[] | {[<code>name</code>: <code>string</code>]: <code>FormatFact</code>; }</p></blockquote><p>A value that JSON can hold.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/FormatFact.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const FormatFact = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  FormatFact as default
};
