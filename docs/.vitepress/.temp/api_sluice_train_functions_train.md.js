import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: train()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/train.md","filePath":"api/sluice/train/functions/train.md"}');
const _sfc_main = { name: "api/sluice/train/functions/train.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / train</p><h1 id="function-train" tabindex="-1">Function: train() <a class="header-anchor" href="#function-train" aria-label="Permalink to &quot;Function: train()&quot;">​</a></h1><blockquote><p><strong>train</strong>(<code>options</code>: <a href="./../interfaces/TrainOptions.html"><code>TrainOptions</code></a>): <code>Promise</code>&lt;{ <code>epoch</code>: <code>number</code>; <code>parameters</code>: <code>Float32Array</code>; <code>score</code>: <code>number</code>; }&gt;</p></blockquote><p>Trains until the end of the plan or of the patience, or until the signal. Resolves with the best weights so far.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options</code></td><td><a href="./../interfaces/TrainOptions.html"><code>TrainOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;{ <code>epoch</code>: <code>number</code>; <code>parameters</code>: <code>Float32Array</code>; <code>score</code>: <code>number</code>; }&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/train.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const train = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  train as default
};
