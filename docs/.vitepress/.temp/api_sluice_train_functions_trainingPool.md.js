import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: trainingPool()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/trainingPool.md","filePath":"api/sluice/train/functions/trainingPool.md"}');
const _sfc_main = { name: "api/sluice/train/functions/trainingPool.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / trainingPool</p><h1 id="function-trainingpool" tabindex="-1">Function: trainingPool() <a class="header-anchor" href="#function-trainingpool" aria-label="Permalink to &quot;Function: trainingPool()&quot;">​</a></h1><blockquote><p><strong>trainingPool</strong>(<code>module</code>: <code>Module</code>, <code>plan</code>: <a href="./../interfaces/TrainingPlan.html"><code>TrainingPlan</code></a>, <code>dataset</code>: <a href="./../interfaces/Dataset.html"><code>Dataset</code></a>, <code>threads</code>: <code>number</code>, <code>round</code>: <code>number</code>): <a href="./../interfaces/TrainingPool.html"><code>TrainingPool</code></a></p></blockquote><p><code>round</code>: how often this training was resumed, so that a resumed one does not hear the same stream again.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>module</code></td><td><code>Module</code></td></tr><tr><td><code>plan</code></td><td><a href="./../interfaces/TrainingPlan.html"><code>TrainingPlan</code></a></td></tr><tr><td><code>dataset</code></td><td><a href="./../interfaces/Dataset.html"><code>Dataset</code></a></td></tr><tr><td><code>threads</code></td><td><code>number</code></td></tr><tr><td><code>round</code></td><td><code>number</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/TrainingPool.html"><code>TrainingPool</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/trainingPool.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const trainingPool = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  trainingPool as default
};
