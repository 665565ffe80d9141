import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: UnhealthyReason","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/UnhealthyReason.md","filePath":"api/sluice/type-aliases/UnhealthyReason.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/UnhealthyReason.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / UnhealthyReason</p><h1 id="type-alias-unhealthyreason" tabindex="-1">Type Alias: UnhealthyReason <a class="header-anchor" href="#type-alias-unhealthyreason" aria-label="Permalink to &quot;Type Alias: UnhealthyReason&quot;">​</a></h1><blockquote><p><strong>UnhealthyReason</strong> = <code>&quot;not-finite&quot;</code> | <code>&quot;saturated&quot;</code></p></blockquote><p>Why a state cannot be used. <code>not-finite</code>: NaN or an infinity; <code>saturated</code>: nearly all units at the bounds of their activation, for long.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/UnhealthyReason.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const UnhealthyReason = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  UnhealthyReason as default
};
