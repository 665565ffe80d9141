import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Provenance","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Provenance.md","filePath":"api/sluice/interfaces/Provenance.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Provenance.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Provenance</p><h1 id="interface-provenance" tabindex="-1">Interface: Provenance <a class="header-anchor" href="#interface-provenance" aria-label="Permalink to &quot;Interface: Provenance&quot;">​</a></h1><p>Where a model came from, for people.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-data"></a> <code>data?</code></td><td><code>readonly</code></td><td>readonly <code>string</code>[]</td><td>Training data with its licence and attribution.</td></tr><tr><td><a id="property-description"></a> <code>description?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>-</td></tr><tr><td><a id="property-licence"></a> <code>licence?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>-</td></tr><tr><td><a id="property-measured"></a> <code>measured?</code></td><td><code>readonly</code></td><td><code>Readonly</code>&lt;<code>Record</code>&lt;<code>string</code>, <code>number</code>&gt;&gt;</td><td>Measured quality, by name.</td></tr><tr><td><a id="property-seed"></a> <code>seed?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-split"></a> <code>split?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>How the data were split into training, validation and test.</td></tr><tr><td><a id="property-trainedat"></a> <code>trainedAt?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>ISO date.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Provenance.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Provenance = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Provenance as default
};
