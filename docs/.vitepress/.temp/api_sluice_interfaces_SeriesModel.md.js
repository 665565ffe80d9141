import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: SeriesModel","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/SeriesModel.md","filePath":"api/sluice/interfaces/SeriesModel.md"}');
const _sfc_main = { name: "api/sluice/interfaces/SeriesModel.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / SeriesModel</p><h1 id="interface-seriesmodel" tabindex="-1">Interface: SeriesModel <a class="header-anchor" href="#interface-seriesmodel" aria-label="Permalink to &quot;Interface: SeriesModel&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-channels"></a> <code>channels</code></td><td><code>readonly</code></td><td>readonly <code>string</code>[]</td><td>Names of a row&#39;s values, in order.</td></tr><tr><td><a id="property-detector"></a> <code>detector</code></td><td><code>readonly</code></td><td><a href="./KeywordSettings.html"><code>KeywordSettings</code></a></td><td><code>enter</code> of the second label is the likelihood from which there is an alarm.</td></tr><tr><td><a id="property-format"></a> <code>format</code></td><td><code>readonly</code></td><td><code>1</code></td><td>Version of the file format.</td></tr><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><code>&quot;series&quot;</code></td><td>-</td></tr><tr><td><a id="property-labels"></a> <code>labels</code></td><td><code>readonly</code></td><td>readonly [<code>string</code>, <code>string</code>]</td><td>Labels of a prediction&#39;s two scores: 1 - likelihood, likelihood.</td></tr><tr><td><a id="property-learnt"></a> <code>learnt</code></td><td><code>readonly</code></td><td><code>Uint8Array</code>&lt;<code>ArrayBufferLike</code>&gt; | <code>null</code></td><td>The monitor&#39;s state after training, as bytes; null: it begins untrained.</td></tr><tr><td><a id="property-monitor"></a> <code>monitor</code></td><td><code>readonly</code></td><td><a href="./MonitorSettings.html"><code>MonitorSettings</code></a></td><td>-</td></tr><tr><td><a id="property-name"></a> <code>name</code></td><td><code>readonly</code></td><td><code>string</code></td><td>-</td></tr><tr><td><a id="property-provenance"></a> <code>provenance</code></td><td><code>readonly</code></td><td><a href="./Provenance.html"><code>Provenance</code></a></td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/SeriesModel.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const SeriesModel = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  SeriesModel as default
};
