import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: RawFormat","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/RawFormat.md","filePath":"api/sluice/type-aliases/RawFormat.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/RawFormat.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / RawFormat</p><h1 id="type-alias-rawformat" tabindex="-1">Type Alias: RawFormat <a class="header-anchor" href="#type-alias-rawformat" aria-label="Permalink to &quot;Type Alias: RawFormat&quot;">​</a></h1><blockquote><p><strong>RawFormat</strong> = keyof <em>typeof</em> <code>FORMATS</code></p></blockquote><p>How one sample is written: unsigned, signed or floating-point, bits, byte order.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/RawFormat.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RawFormat = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RawFormat as default
};
