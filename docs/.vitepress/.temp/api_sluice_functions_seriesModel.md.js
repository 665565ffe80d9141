import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: seriesModel()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/seriesModel.md","filePath":"api/sluice/functions/seriesModel.md"}');
const _sfc_main = { name: "api/sluice/functions/seriesModel.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / seriesModel</p><h1 id="function-seriesmodel" tabindex="-1">Function: seriesModel() <a class="header-anchor" href="#function-seriesmodel" aria-label="Permalink to &quot;Function: seriesModel()&quot;">​</a></h1><blockquote><p><strong>seriesModel</strong>(<code>options</code>: <a href="./../interfaces/SeriesModelOptions.html"><code>SeriesModelOptions</code></a>): <a href="./../interfaces/SeriesModel.html"><code>SeriesModel</code></a></p></blockquote><p>A model for <code>openStream</code> that watches rows of values and learns by itself what is normal. Streams of one model share its network&#39;s weights.</p><pre><code>const model = seriesModel({ channels: [&#39;pressure&#39;, &#39;flow&#39;] });
const stream = await openStream({ source: rows(readings, { channels: 2 }), model });
</code></pre><p>Throws TypeError for an option of the wrong type, RangeError for one out of range.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options</code></td><td><a href="./../interfaces/SeriesModelOptions.html"><code>SeriesModelOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/SeriesModel.html"><code>SeriesModel</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/seriesModel.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const seriesModel = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  seriesModel as default
};
