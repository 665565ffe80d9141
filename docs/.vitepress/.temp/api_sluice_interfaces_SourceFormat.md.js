import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: SourceFormat","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/SourceFormat.md","filePath":"api/sluice/interfaces/SourceFormat.md"}');
const _sfc_main = { name: "api/sluice/interfaces/SourceFormat.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / SourceFormat</p><h1 id="interface-sourceformat" tabindex="-1">Interface: SourceFormat <a class="header-anchor" href="#interface-sourceformat" aria-label="Permalink to &quot;Interface: SourceFormat&quot;">​</a></h1><p>What <code>Source.open</code> returns.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-channels"></a> <code>channels?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>For a series: the number of values in a row. <code>sampleRate</code> then counts words per second, Infinity if rows come irregularly: see src/series/rows.ts.</td></tr><tr><td><a id="property-report"></a> <code>report?</code></td><td><code>readonly</code></td><td><a href="./FormatReport.html"><code>FormatReport</code></a></td><td>What was recognised in what a person brought; none where there was nothing to recognise, as of a device.</td></tr><tr><td><a id="property-samplerate"></a> <code>sampleRate</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Samples per second, Hz: the true rate, not the requested one.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/SourceFormat.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const SourceFormat = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  SourceFormat as default
};
