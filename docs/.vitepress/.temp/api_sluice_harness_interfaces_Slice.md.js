import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Slice","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/harness/interfaces/Slice.md","filePath":"api/sluice/harness/interfaces/Slice.md"}');
const _sfc_main = { name: "api/sluice/harness/interfaces/Slice.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/harness</a> / Slice</p><h1 id="interface-slice" tabindex="-1">Interface: Slice <a class="header-anchor" href="#interface-slice" aria-label="Permalink to &quot;Interface: Slice&quot;">​</a></h1><p>One part of the measurement.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-atms"></a> <code>atMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Its begin, ms after the measurement&#39;s.</td></tr><tr><td><a id="property-p50ms"></a> <code>p50Ms</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-p99ms"></a> <code>p99Ms</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-worstms"></a> <code>worstMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/harness/interfaces/Slice.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Slice = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Slice as default
};
