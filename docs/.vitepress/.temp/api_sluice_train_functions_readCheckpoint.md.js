import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: readCheckpoint()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/readCheckpoint.md","filePath":"api/sluice/train/functions/readCheckpoint.md"}');
const _sfc_main = { name: "api/sluice/train/functions/readCheckpoint.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / readCheckpoint</p><h1 id="function-readcheckpoint" tabindex="-1">Function: readCheckpoint() <a class="header-anchor" href="#function-readcheckpoint" aria-label="Permalink to &quot;Function: readCheckpoint()&quot;">​</a></h1><blockquote><p><strong>readCheckpoint</strong>(<code>bytes</code>: <code>Uint8Array</code>): <code>object</code></p></blockquote><p>Throws SluiceError DATA_UNUSABLE for a file that is no checkpoint.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>bytes</code></td><td><code>Uint8Array</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>object</code></p><h3 id="checkpoint" tabindex="-1">checkpoint <a class="header-anchor" href="#checkpoint" aria-label="Permalink to &quot;checkpoint&quot;">​</a></h3><blockquote><p><strong>checkpoint</strong>: <a href="./../interfaces/Checkpoint.html"><code>Checkpoint</code></a></p></blockquote><h3 id="plan" tabindex="-1">plan <a class="header-anchor" href="#plan" aria-label="Permalink to &quot;plan&quot;">​</a></h3><blockquote><p><strong>plan</strong>: <a href="./../interfaces/TrainingPlan.html"><code>TrainingPlan</code></a></p></blockquote><h3 id="round" tabindex="-1">round <a class="header-anchor" href="#round" aria-label="Permalink to &quot;round&quot;">​</a></h3><blockquote><p><strong>round</strong>: <code>number</code></p></blockquote></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/readCheckpoint.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const readCheckpoint = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  readCheckpoint as default
};
