import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: RawSpec","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/RawSpec.md","filePath":"api/sluice/interfaces/RawSpec.md"}');
const _sfc_main = { name: "api/sluice/interfaces/RawSpec.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / RawSpec</p><h1 id="interface-rawspec" tabindex="-1">Interface: RawSpec <a class="header-anchor" href="#interface-rawspec" aria-label="Permalink to &quot;Interface: RawSpec&quot;">​</a></h1><p>Unchanged samples times a scale. With overlapping windows the network sees the past; for sensors a window is one hop.</p><h2 id="extends" tabindex="-1">Extends <a class="header-anchor" href="#extends" aria-label="Permalink to &quot;Extends&quot;">​</a></h2><ul><li><a href="./Windows.html"><code>Windows</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th><th>Inherited from</th></tr></thead><tbody><tr><td><a id="property-hopsamples"></a> <code>hopSamples</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Samples from one window to the next.</td><td><a href="./Windows.html"><code>Windows</code></a>.<a href="./Windows.html#property-hopsamples"><code>hopSamples</code></a></td></tr><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><code>&quot;raw&quot;</code></td><td>-</td><td>-</td></tr><tr><td><a id="property-samplerate"></a> <code>sampleRate</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Hz</td><td><a href="./Windows.html"><code>Windows</code></a>.<a href="./Windows.html#property-samplerate"><code>sampleRate</code></a></td></tr><tr><td><a id="property-scale"></a> <code>scale</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td><td>-</td></tr><tr><td><a id="property-windowsamples"></a> <code>windowSamples</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td><td><a href="./Windows.html"><code>Windows</code></a>.<a href="./Windows.html#property-windowsamples"><code>windowSamples</code></a></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/RawSpec.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RawSpec = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RawSpec as default
};
