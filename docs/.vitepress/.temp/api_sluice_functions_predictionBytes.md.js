import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: predictionBytes()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/predictionBytes.md","filePath":"api/sluice/functions/predictionBytes.md"}');
const _sfc_main = { name: "api/sluice/functions/predictionBytes.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / predictionBytes</p><h1 id="function-predictionbytes" tabindex="-1">Function: predictionBytes() <a class="header-anchor" href="#function-predictionbytes" aria-label="Permalink to &quot;Function: predictionBytes()&quot;">​</a></h1><blockquote><p><strong>predictionBytes</strong>(<code>prediction</code>: <code>Pick</code>&lt;<a href="./../interfaces/Prediction.html"><code>Prediction</code></a>, <code>&quot;index&quot;</code> | <code>&quot;endsAtMs&quot;</code> | <code>&quot;scores&quot;</code>&gt;): <code>Uint8Array</code>&lt;<code>ArrayBuffer</code>&gt;</p></blockquote><p>The bytes of a prediction that are a function of the samples alone: <code>index</code> and <code>endsAtMs</code> as float64, then the scores as float32, all little-endian. The digest of a stream is the SHA-256 of these bytes of all its predictions, one after the other.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>prediction</code></td><td><code>Pick</code>&lt;<a href="./../interfaces/Prediction.html"><code>Prediction</code></a>, <code>&quot;index&quot;</code> | <code>&quot;endsAtMs&quot;</code> | <code>&quot;scores&quot;</code>&gt;</td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Uint8Array</code>&lt;<code>ArrayBuffer</code>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/predictionBytes.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const predictionBytes = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  predictionBytes as default
};
