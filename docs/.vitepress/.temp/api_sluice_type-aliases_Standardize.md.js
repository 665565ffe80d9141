import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: Standardize","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/Standardize.md","filePath":"api/sluice/type-aliases/Standardize.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/Standardize.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Standardize</p><h1 id="type-alias-standardize" tabindex="-1">Type Alias: Standardize <a class="header-anchor" href="#type-alias-standardize" aria-label="Permalink to &quot;Type Alias: Standardize&quot;">​</a></h1><blockquote><p><strong>Standardize</strong> = { <code>deviation</code>: readonly <code>number</code>[]; <code>kind</code>: <code>&quot;stored&quot;</code>; <code>mean</code>: readonly <code>number</code>[]; } | { <code>floor</code>: <code>number</code>; <code>kind</code>: <code>&quot;running&quot;</code>; <code>timeConstantMs</code>: <code>number</code>; }</p></blockquote><p>Mean and deviation, (features) each: stored, or running over this stream&#39;s features with a time constant.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/Standardize.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Standardize = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Standardize as default
};
