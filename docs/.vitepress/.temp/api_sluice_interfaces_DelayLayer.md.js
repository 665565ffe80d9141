import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: DelayLayer","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/DelayLayer.md","filePath":"api/sluice/interfaces/DelayLayer.md"}');
const _sfc_main = { name: "api/sluice/interfaces/DelayLayer.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / DelayLayer</p><h1 id="interface-delaylayer" tabindex="-1">Interface: DelayLayer <a class="header-anchor" href="#interface-delaylayer" aria-label="Permalink to &quot;Interface: DelayLayer&quot;">​</a></h1><p>The output of the layer <code>of</code> in the previous step; zeros at the start. <code>of</code> may come later in the list: this is how networks without recurrent cells have a recurrence.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><code>&quot;delay&quot;</code></td></tr><tr><td><a id="property-name"></a> <code>name</code></td><td><code>readonly</code></td><td><code>string</code></td></tr><tr><td><a id="property-of"></a> <code>of</code></td><td><code>readonly</code></td><td><code>string</code></td></tr><tr><td><a id="property-size"></a> <code>size</code></td><td><code>readonly</code></td><td><code>number</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/DelayLayer.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const DelayLayer = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  DelayLayer as default
};
