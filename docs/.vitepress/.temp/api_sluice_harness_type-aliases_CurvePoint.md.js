import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: CurvePoint","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/harness/type-aliases/CurvePoint.md","filePath":"api/sluice/harness/type-aliases/CurvePoint.md"}');
const _sfc_main = { name: "api/sluice/harness/type-aliases/CurvePoint.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/harness</a> / CurvePoint</p><h1 id="type-alias-curvepoint" tabindex="-1">Type Alias: CurvePoint <a class="header-anchor" href="#type-alias-curvepoint" aria-label="Permalink to &quot;Type Alias: CurvePoint&quot;">​</a></h1><blockquote><p><strong>CurvePoint</strong> = readonly [<code>nines</code>: <code>number</code>, <code>ms</code>: <code>number</code>]</p></blockquote><p>All but one in 10 ** nines of the predictions took at most this many ms. The last point is the worst.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/harness/type-aliases/CurvePoint.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const CurvePoint = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  CurvePoint as default
};
