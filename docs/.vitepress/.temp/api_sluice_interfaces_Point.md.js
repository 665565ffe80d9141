import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Point","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Point.md","filePath":"api/sluice/interfaces/Point.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Point.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Point</p><h1 id="interface-point" tabindex="-1">Interface: Point <a class="header-anchor" href="#interface-point" aria-label="Permalink to &quot;Interface: Point&quot;">​</a></h1><p>A row of a watched stream with its prediction.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-gap"></a> <code>gap</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Rows missing before it.</td></tr><tr><td><a id="property-index"></a> <code>index</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Of the prediction.</td></tr><tr><td><a id="property-past"></a> <code>past</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>Whether it is from before the watch began.</td></tr><tr><td><a id="property-scores"></a> <code>scores</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td><td>(labels)</td></tr><tr><td><a id="property-series"></a> <code>series</code></td><td><code>readonly</code></td><td><a href="./SeriesFields.html"><code>SeriesFields</code></a> | <code>null</code></td><td>-</td></tr><tr><td><a id="property-settled"></a> <code>settled</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>-</td></tr><tr><td><a id="property-timems"></a> <code>timeMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>By the sender&#39;s clock, ms since the epoch; NaN where that is not known.</td></tr><tr><td><a id="property-values"></a> <code>values</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td><td>(channels) Of sound: the block&#39;s level.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Point.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Point = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Point as default
};
