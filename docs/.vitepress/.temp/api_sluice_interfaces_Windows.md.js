import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Windows","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Windows.md","filePath":"api/sluice/interfaces/Windows.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Windows.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Windows</p><h1 id="interface-windows" tabindex="-1">Interface: Windows <a class="header-anchor" href="#interface-windows" aria-label="Permalink to &quot;Interface: Windows&quot;">​</a></h1><h2 id="extended-by" tabindex="-1">Extended by <a class="header-anchor" href="#extended-by" aria-label="Permalink to &quot;Extended by&quot;">​</a></h2><ul><li><a href="./LogMelSpec.html"><code>LogMelSpec</code></a></li><li><a href="./RawSpec.html"><code>RawSpec</code></a></li><li><a href="./SpectralSpec.html"><code>SpectralSpec</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-hopsamples"></a> <code>hopSamples</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Samples from one window to the next.</td></tr><tr><td><a id="property-samplerate"></a> <code>sampleRate</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Hz</td></tr><tr><td><a id="property-windowsamples"></a> <code>windowSamples</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Windows.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Windows = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Windows as default
};
