import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: reportRows()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/reportRows.md","filePath":"api/sluice/train/functions/reportRows.md"}');
const _sfc_main = { name: "api/sluice/train/functions/reportRows.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / reportRows</p><h1 id="function-reportrows" tabindex="-1">Function: reportRows() <a class="header-anchor" href="#function-reportrows" aria-label="Permalink to &quot;Function: reportRows()&quot;">​</a></h1><blockquote><p><strong>reportRows</strong>(<code>labels</code>: readonly <code>string</code>[], <code>__namedParameters</code>: <a href="./../interfaces/QualityReport.html"><code>QualityReport</code></a>): <code>string</code>[]</p></blockquote><p>One line a phrase: clips right, phrases missed and false accepts an hour on a continuous stream.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>labels</code></td><td>readonly <code>string</code>[]</td></tr><tr><td><code>__namedParameters</code></td><td><a href="./../interfaces/QualityReport.html"><code>QualityReport</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>string</code>[]</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/reportRows.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const reportRows = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  reportRows as default
};
