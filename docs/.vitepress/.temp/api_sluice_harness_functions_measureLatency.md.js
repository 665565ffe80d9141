import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: measureLatency()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/harness/functions/measureLatency.md","filePath":"api/sluice/harness/functions/measureLatency.md"}');
const _sfc_main = { name: "api/sluice/harness/functions/measureLatency.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/harness</a> / measureLatency</p><h1 id="function-measurelatency" tabindex="-1">Function: measureLatency() <a class="header-anchor" href="#function-measurelatency" aria-label="Permalink to &quot;Function: measureLatency()&quot;">​</a></h1><blockquote><p><strong>measureLatency</strong>(<code>options</code>: <a href="./../interfaces/MeasureLatencyOptions.html"><code>MeasureLatencyOptions</code></a>): <code>Promise</code>&lt;<a href="./../interfaces/LatencyReport.html"><code>LatencyReport</code></a>&gt;</p></blockquote><p>Measures a model on this machine, in real time, stage by stage. Rejects with TypeError or RangeError for wrong options, and as <code>openStream</code> does.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options</code></td><td><a href="./../interfaces/MeasureLatencyOptions.html"><code>MeasureLatencyOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../interfaces/LatencyReport.html"><code>LatencyReport</code></a>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/harness/functions/measureLatency.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const measureLatency = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  measureLatency as default
};
