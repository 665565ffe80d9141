import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: RowBatch","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/RowBatch.md","filePath":"api/sluice/interfaces/RowBatch.md"}');
const _sfc_main = { name: "api/sluice/interfaces/RowBatch.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / RowBatch</p><h1 id="interface-rowbatch" tabindex="-1">Interface: RowBatch <a class="header-anchor" href="#interface-rowbatch" aria-label="Permalink to &quot;Interface: RowBatch&quot;">​</a></h1><p>Some rows in order of time. The arrays belong to the reader until it asks for the next batch.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-rows"></a> <code>rows</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-times"></a> <code>times</code></td><td><code>readonly</code></td><td><code>Float64Array</code></td><td>Ms since 1970.</td></tr><tr><td><a id="property-timetexts"></a> <code>timeTexts</code></td><td><code>readonly</code></td><td>readonly <code>string</code>[]</td><td>The times as in the file.</td></tr><tr><td><a id="property-values"></a> <code>values</code></td><td><code>readonly</code></td><td><code>Float64Array</code></td><td>NaN where a cell is empty or no number.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/RowBatch.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RowBatch = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RowBatch as default
};
