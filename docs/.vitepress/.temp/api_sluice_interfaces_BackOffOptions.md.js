import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: BackOffOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/BackOffOptions.md","filePath":"api/sluice/interfaces/BackOffOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/BackOffOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / BackOffOptions</p><h1 id="interface-backoffoptions" tabindex="-1">Interface: BackOffOptions <a class="header-anchor" href="#interface-backoffoptions" aria-label="Permalink to &quot;Interface: BackOffOptions&quot;">​</a></h1><p>How waits grow.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-ceilingms"></a> <code>ceilingMs?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>No wait is longer. <strong>Default</strong> <code>15_000</code></td></tr><tr><td><a id="property-firstms"></a> <code>firstMs?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>The first wait is at most this. <strong>Default</strong> <code>500</code></td></tr><tr><td><a id="property-random"></a> <code>random?</code></td><td><code>readonly</code></td><td>() =&gt; <code>number</code></td><td>From 0 up to but not 1. <strong>Default</strong> <code>Math.random</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/BackOffOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const BackOffOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  BackOffOptions as default
};
