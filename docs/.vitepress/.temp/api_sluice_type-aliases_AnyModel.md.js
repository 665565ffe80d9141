import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: AnyModel","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/AnyModel.md","filePath":"api/sluice/type-aliases/AnyModel.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/AnyModel.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / AnyModel</p><h1 id="type-alias-anymodel" tabindex="-1">Type Alias: AnyModel <a class="header-anchor" href="#type-alias-anymodel" aria-label="Permalink to &quot;Type Alias: AnyModel&quot;">​</a></h1><blockquote><p><strong>AnyModel</strong> = <a href="./../interfaces/Model.html"><code>Model</code></a> | <a href="./../interfaces/SeriesModel.html"><code>SeriesModel</code></a></p></blockquote><p><code>Model</code>: a trained network for sound or vectors. <code>SeriesModel</code>: a monitor that learns a series by itself.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/AnyModel.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const AnyModel = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  AnyModel as default
};
