import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: measure()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/measure.md","filePath":"api/sluice/train/functions/measure.md"}');
const _sfc_main = { name: "api/sluice/train/functions/measure.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / measure</p><h1 id="function-measure" tabindex="-1">Function: measure() <a class="header-anchor" href="#function-measure" aria-label="Permalink to &quot;Function: measure()&quot;">​</a></h1><blockquote><p><strong>measure</strong>(<code>module</code>: <code>Module</code>, <code>model</code>: <a href="./../../interfaces/Model.html"><code>Model</code></a>, <code>dataset</code>: <a href="./../interfaces/Dataset.html"><code>Dataset</code></a>, <code>hours</code>: <code>number</code>, <code>seed</code>: <code>number</code>): <a href="./../interfaces/QualityReport.html"><code>QualityReport</code></a></p></blockquote><p>Quality on the test speakers.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>module</code></td><td><code>Module</code></td></tr><tr><td><code>model</code></td><td><a href="./../../interfaces/Model.html"><code>Model</code></a></td></tr><tr><td><code>dataset</code></td><td><a href="./../interfaces/Dataset.html"><code>Dataset</code></a></td></tr><tr><td><code>hours</code></td><td><code>number</code></td></tr><tr><td><code>seed</code></td><td><code>number</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/QualityReport.html"><code>QualityReport</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/measure.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const measure = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  measure as default
};
