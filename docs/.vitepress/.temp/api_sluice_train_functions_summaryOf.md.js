import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: summaryOf()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/summaryOf.md","filePath":"api/sluice/train/functions/summaryOf.md"}');
const _sfc_main = { name: "api/sluice/train/functions/summaryOf.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / summaryOf</p><h1 id="function-summaryof" tabindex="-1">Function: summaryOf() <a class="header-anchor" href="#function-summaryof" aria-label="Permalink to &quot;Function: summaryOf()&quot;">​</a></h1><blockquote><p><strong>summaryOf</strong>(<code>report</code>: <a href="./../interfaces/QualityReport.html"><code>QualityReport</code></a>): <code>Record</code>&lt;<code>string</code>, <code>number</code>&gt;</p></blockquote><p>The figures that go into the model file. What was not measured is not among them: no figure stands on nothing.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>report</code></td><td><a href="./../interfaces/QualityReport.html"><code>QualityReport</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Record</code>&lt;<code>string</code>, <code>number</code>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/summaryOf.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const summaryOf = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  summaryOf as default
};
