import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Percentiles","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Percentiles.md","filePath":"api/sluice/interfaces/Percentiles.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Percentiles.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Percentiles</p><h1 id="interface-percentiles" tabindex="-1">Interface: Percentiles <a class="header-anchor" href="#interface-percentiles" aria-label="Permalink to &quot;Interface: Percentiles&quot;">​</a></h1><p>A summary of latencies, ms. Percentiles are at most 3.2 % too large (0.4 % in reports of the harness). The worst is exact.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-count"></a> <code>count</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-p50ms"></a> <code>p50Ms</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-p90ms"></a> <code>p90Ms</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-p999ms"></a> <code>p999Ms</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-p99ms"></a> <code>p99Ms</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-worstms"></a> <code>worstMs</code></td><td><code>readonly</code></td><td><code>number</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Percentiles.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Percentiles = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Percentiles as default
};
