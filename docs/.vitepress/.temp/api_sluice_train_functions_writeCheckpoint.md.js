import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: writeCheckpoint()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/writeCheckpoint.md","filePath":"api/sluice/train/functions/writeCheckpoint.md"}');
const _sfc_main = { name: "api/sluice/train/functions/writeCheckpoint.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / writeCheckpoint</p><h1 id="function-writecheckpoint" tabindex="-1">Function: writeCheckpoint() <a class="header-anchor" href="#function-writecheckpoint" aria-label="Permalink to &quot;Function: writeCheckpoint()&quot;">​</a></h1><blockquote><p><strong>writeCheckpoint</strong>(<code>plan</code>: <a href="./../interfaces/TrainingPlan.html"><code>TrainingPlan</code></a>, <code>__namedParameters</code>: <a href="./../interfaces/Checkpoint.html"><code>Checkpoint</code></a>, <code>round</code>: <code>number</code>): <code>Uint8Array</code></p></blockquote><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>plan</code></td><td><a href="./../interfaces/TrainingPlan.html"><code>TrainingPlan</code></a></td></tr><tr><td><code>__namedParameters</code></td><td><a href="./../interfaces/Checkpoint.html"><code>Checkpoint</code></a></td></tr><tr><td><code>round</code></td><td><code>number</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Uint8Array</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/writeCheckpoint.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const writeCheckpoint = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  writeCheckpoint as default
};
