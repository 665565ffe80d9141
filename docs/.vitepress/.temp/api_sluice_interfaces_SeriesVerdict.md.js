import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: SeriesVerdict","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/SeriesVerdict.md","filePath":"api/sluice/interfaces/SeriesVerdict.md"}');
const _sfc_main = { name: "api/sluice/interfaces/SeriesVerdict.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / SeriesVerdict</p><h1 id="interface-seriesverdict" tabindex="-1">Interface: SeriesVerdict <a class="header-anchor" href="#interface-seriesverdict" aria-label="Permalink to &quot;Interface: SeriesVerdict&quot;">​</a></h1><p>A verdict on one row of a series.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-alarm"></a> <code>alarm</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>Whether the onset is at or above the threshold.</td></tr><tr><td><a id="property-contributions"></a> <code>contributions</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td><td>(channels) Each channel&#39;s share of the surprise, 0 to 1.</td></tr><tr><td><a id="property-forecast"></a> <code>forecast</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td><td>(channels) The expected value, in the channel&#39;s unit; NaN before there was anything to forecast from.</td></tr><tr><td><a id="property-likelihood"></a> <code>likelihood</code></td><td><code>readonly</code></td><td><code>number</code></td><td>From 0 to 1: a share of 1 - likelihood of normal rows exceeds it.</td></tr><tr><td><a id="property-onset"></a> <code>onset</code></td><td><code>readonly</code></td><td><code>number</code></td><td>The severity, where it is higher than that of recent rows of the same channel; else 0.</td></tr><tr><td><a id="property-severity"></a> <code>severity</code></td><td><code>readonly</code></td><td><code>number</code></td><td>About -log10 of how often normal rows are this unusual. It goes on growing for rows unlike any seen before.</td></tr><tr><td><a id="property-spread"></a> <code>spread</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td><td>(channels) The expected size of the forecast&#39;s error, in the channel&#39;s unit.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/SeriesVerdict.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const SeriesVerdict = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  SeriesVerdict as default
};
