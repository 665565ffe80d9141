import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: SeriesModelOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/SeriesModelOptions.md","filePath":"api/sluice/interfaces/SeriesModelOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/SeriesModelOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / SeriesModelOptions</p><h1 id="interface-seriesmodeloptions" tabindex="-1">Interface: SeriesModelOptions <a class="header-anchor" href="#interface-seriesmodeloptions" aria-label="Permalink to &quot;Interface: SeriesModelOptions&quot;">​</a></h1><p>What <code>seriesModel</code> takes.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-channels"></a> <code>channels</code></td><td><code>readonly</code></td><td>readonly <code>string</code>[]</td><td>Names of a row&#39;s values, in order; 1 to 256.</td></tr><tr><td><a id="property-hidden"></a> <code>hidden?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Units of the fixed random GRU, 4 to 512. <strong>Default</strong> <code>24</code></td></tr><tr><td><a id="property-learnfor"></a> <code>learnFor?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Rows that are only learned from, without alarms; 20 to 1,000,000. <strong>Default</strong> <code>500</code></td></tr><tr><td><a id="property-name"></a> <code>name?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>Name of the model, for people. <strong>Default</strong> <code>&#39;anomaly&#39;</code></td></tr><tr><td><a id="property-seed"></a> <code>seed?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Seed of its weights. <strong>Default</strong> <code>1</code></td></tr><tr><td><a id="property-threshold"></a> <code>threshold?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Likelihood from which there is an alarm, above 0 and below 1. About one normal row in a thousand exceeds 0.999. <strong>Default</strong> <code>0.999</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/SeriesModelOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const SeriesModelOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  SeriesModelOptions as default
};
