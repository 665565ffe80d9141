import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: makeModel()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/makeModel.md","filePath":"api/sluice/train/functions/makeModel.md"}');
const _sfc_main = { name: "api/sluice/train/functions/makeModel.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / makeModel</p><h1 id="function-makemodel" tabindex="-1">Function: makeModel() <a class="header-anchor" href="#function-makemodel" aria-label="Permalink to &quot;Function: makeModel()&quot;">​</a></h1><blockquote><p><strong>makeModel</strong>(<code>module</code>: <code>Module</code>, <code>plan</code>: <a href="./../interfaces/TrainingPlan.html"><code>TrainingPlan</code></a>, <code>parameters</code>: <code>Float32Array</code>, <code>name</code>: <code>string</code>, <code>precision</code>: <a href="./../../type-aliases/Precision.html"><code>Precision</code></a>, <code>provenance?</code>: <a href="./../../interfaces/Provenance.html"><code>Provenance</code></a>): <a href="./../../interfaces/Model.html"><code>Model</code></a></p></blockquote><p><code>precision</code>: weights are rounded as the file will store them, so that measurements are of the model that is shipped.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>module</code></td><td><code>Module</code></td></tr><tr><td><code>plan</code></td><td><a href="./../interfaces/TrainingPlan.html"><code>TrainingPlan</code></a></td></tr><tr><td><code>parameters</code></td><td><code>Float32Array</code></td></tr><tr><td><code>name</code></td><td><code>string</code></td></tr><tr><td><code>precision</code></td><td><a href="./../../type-aliases/Precision.html"><code>Precision</code></a></td></tr><tr><td><code>provenance?</code></td><td><a href="./../../interfaces/Provenance.html"><code>Provenance</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../../interfaces/Model.html"><code>Model</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/makeModel.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const makeModel = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  makeModel as default
};
