import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: TrainingPool","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/TrainingPool.md","filePath":"api/sluice/train/interfaces/TrainingPool.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/TrainingPool.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / TrainingPool</p><h1 id="interface-trainingpool" tabindex="-1">Interface: TrainingPool <a class="header-anchor" href="#interface-trainingpool" aria-label="Permalink to &quot;Interface: TrainingPool&quot;">​</a></h1><p>The threads that run chunks. <code>step</code> resolves with reports and gradients in the order of the shards.</p><h2 id="methods" tabindex="-1">Methods <a class="header-anchor" href="#methods" aria-label="Permalink to &quot;Methods&quot;">​</a></h2><h3 id="close" tabindex="-1">close() <a class="header-anchor" href="#close" aria-label="Permalink to &quot;close()&quot;">​</a></h3><blockquote><p><strong>close</strong>(): <code>Promise</code>&lt;<code>void</code>&gt;</p></blockquote><h4 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h4><p><code>Promise</code>&lt;<code>void</code>&gt;</p><hr><h3 id="step" tabindex="-1">step() <a class="header-anchor" href="#step" aria-label="Permalink to &quot;step()&quot;">​</a></h3><blockquote><p><strong>step</strong>(<code>parameters</code>: <code>Float32Array</code>): <code>Promise</code>&lt;{ <code>gradients</code>: readonly <code>Float32Array</code>&lt;<code>ArrayBufferLike</code>&gt;[]; <code>reports</code>: readonly <a href="./ChunkReport.html"><code>ChunkReport</code></a>[]; }&gt;</p></blockquote><h4 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h4><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>parameters</code></td><td><code>Float32Array</code></td></tr></tbody></table><h4 id="returns-1" tabindex="-1">Returns <a class="header-anchor" href="#returns-1" aria-label="Permalink to &quot;Returns&quot;">​</a></h4><p><code>Promise</code>&lt;{ <code>gradients</code>: readonly <code>Float32Array</code>&lt;<code>ArrayBufferLike</code>&gt;[]; <code>reports</code>: readonly <a href="./ChunkReport.html"><code>ChunkReport</code></a>[]; }&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/TrainingPool.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const TrainingPool = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  TrainingPool as default
};
