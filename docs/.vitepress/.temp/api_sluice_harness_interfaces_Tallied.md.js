import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Tallied","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/harness/interfaces/Tallied.md","filePath":"api/sluice/harness/interfaces/Tallied.md"}');
const _sfc_main = { name: "api/sluice/harness/interfaces/Tallied.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/harness</a> / Tallied</p><h1 id="interface-tallied" tabindex="-1">Interface: Tallied <a class="header-anchor" href="#interface-tallied" aria-label="Permalink to &quot;Interface: Tallied&quot;">​</a></h1><p>Latencies, from when a hop was due until the subscriber was through with its prediction.</p><h2 id="extended-by" tabindex="-1">Extended by <a class="header-anchor" href="#extended-by" aria-label="Permalink to &quot;Extended by&quot;">​</a></h2><ul><li><a href="./LatencyReport.html"><code>LatencyReport</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-curve"></a> <code>curve</code></td><td><code>readonly</code></td><td>readonly <a href="./../type-aliases/CurvePoint.html"><code>CurvePoint</code></a>[]</td></tr><tr><td><a id="property-deadlinemisses"></a> <code>deadlineMisses</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-latency"></a> <code>latency</code></td><td><code>readonly</code></td><td><a href="./../../interfaces/Percentiles.html"><code>Percentiles</code></a></td></tr><tr><td><a id="property-stages"></a> <code>stages</code></td><td><code>readonly</code></td><td><a href="./../../interfaces/StageTimes.html"><code>StageTimes</code></a></td></tr><tr><td><a id="property-timeline"></a> <code>timeline</code></td><td><code>readonly</code></td><td>readonly <a href="./Slice.html"><code>Slice</code></a>[]</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/harness/interfaces/Tallied.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Tallied = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Tallied as default
};
