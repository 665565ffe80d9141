import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"sluice/harness","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/harness/index.md","filePath":"api/sluice/harness/index.md"}');
const _sfc_main = { name: "api/sluice/harness/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / sluice/harness</p><h1 id="sluiceharness" tabindex="-1">sluice/harness <a class="header-anchor" href="#sluiceharness" aria-label="Permalink to &quot;sluice/harness&quot;">​</a></h1><p>Measures the latency of a model, in Node or in a page.</p><h2 id="interfaces" tabindex="-1">Interfaces <a class="header-anchor" href="#interfaces" aria-label="Permalink to &quot;Interfaces&quot;">​</a></h2><ul><li><a href="./interfaces/LatencyReport.html">LatencyReport</a></li><li><a href="./interfaces/MeasureLatencyOptions.html">MeasureLatencyOptions</a></li><li><a href="./interfaces/Slice.html">Slice</a></li><li><a href="./interfaces/Tallied.html">Tallied</a></li><li><a href="./interfaces/Watched.html">Watched</a></li></ul><h2 id="type-aliases" tabindex="-1">Type Aliases <a class="header-anchor" href="#type-aliases" aria-label="Permalink to &quot;Type Aliases&quot;">​</a></h2><ul><li><a href="./type-aliases/CurvePoint.html">CurvePoint</a></li></ul><h2 id="functions" tabindex="-1">Functions <a class="header-anchor" href="#functions" aria-label="Permalink to &quot;Functions&quot;">​</a></h2><ul><li><a href="./functions/measureLatency.html">measureLatency</a></li><li><a href="./functions/timeLayers.html">timeLayers</a></li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/harness/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
