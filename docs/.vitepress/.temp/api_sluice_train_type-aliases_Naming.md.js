import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: Naming","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/type-aliases/Naming.md","filePath":"api/sluice/train/type-aliases/Naming.md"}');
const _sfc_main = { name: "api/sluice/train/type-aliases/Naming.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / Naming</p><h1 id="type-alias-naming" tabindex="-1">Type Alias: Naming <a class="header-anchor" href="#type-alias-naming" aria-label="Permalink to &quot;Type Alias: Naming&quot;">​</a></h1><blockquote><p><strong>Naming</strong> = <code>&quot;named&quot;</code> | <code>&quot;assumed&quot;</code> | <code>&quot;unknown&quot;</code></p></blockquote><p>How speakers are known. <code>named</code>: by a mark in the name, a folder each, or a pattern that the user gave; <code>assumed</code>: by what stands before the number in the name; <code>unknown</code>: names do not tell. Recordings are then kept together by tens of their numbers, for those in a row often are of one speaker.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/type-aliases/Naming.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Naming = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Naming as default
};
