import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: TableRow","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/TableRow.md","filePath":"api/sluice/interfaces/TableRow.md"}');
const _sfc_main = { name: "api/sluice/interfaces/TableRow.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / TableRow</p><h1 id="interface-tablerow" tabindex="-1">Interface: TableRow <a class="header-anchor" href="#interface-tablerow" aria-label="Permalink to &quot;Interface: TableRow&quot;">​</a></h1><p>One row, as a stream takes it.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-timems"></a> <code>timeMs</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-timetext"></a> <code>timeText</code></td><td><code>readonly</code></td><td><code>string</code></td></tr><tr><td><a id="property-values"></a> <code>values</code></td><td><code>readonly</code></td><td><code>Float64Array</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/TableRow.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const TableRow = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  TableRow as default
};
