import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Stamps","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Stamps.md","filePath":"api/sluice/interfaces/Stamps.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Stamps.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Stamps</p><h1 id="interface-stamps" tabindex="-1">Interface: Stamps <a class="header-anchor" href="#interface-stamps" aria-label="Permalink to &quot;Interface: Stamps&quot;">​</a></h1><p>When a hop passed each stage, ms since the epoch, by one clock. <code>now</code> in src/clock.ts tells how exact that is between threads.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-capturedatms"></a> <code>capturedAtMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Its last sample was captured.</td></tr><tr><td><a id="property-endedatms"></a> <code>endedAtMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>The engine finished it.</td></tr><tr><td><a id="property-observedatms"></a> <code>observedAtMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>This thread took the prediction.</td></tr><tr><td><a id="property-putatms"></a> <code>putAtMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>The block that it came with was put into the ring.</td></tr><tr><td><a id="property-startedatms"></a> <code>startedAtMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>The engine began the hop.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Stamps.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Stamps = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Stamps as default
};
