import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: StageTimes","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/StageTimes.md","filePath":"api/sluice/interfaces/StageTimes.md"}');
const _sfc_main = { name: "api/sluice/interfaces/StageTimes.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / StageTimes</p><h1 id="interface-stagetimes" tabindex="-1">Interface: StageTimes <a class="header-anchor" href="#interface-stagetimes" aria-label="Permalink to &quot;Interface: StageTimes&quot;">​</a></h1><p>Percentiles by stage, in order. The stages of one prediction add up; percentiles do not.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-capture"></a> <code>capture</code></td><td><code>readonly</code></td><td><a href="./Percentiles.html"><code>Percentiles</code></a></td><td>From the capture of the last sample until its block was put into the ring.</td></tr><tr><td><a id="property-crossing"></a> <code>crossing</code></td><td><code>readonly</code></td><td><a href="./Percentiles.html"><code>Percentiles</code></a></td><td>Detector, record ring and doorbell, until this thread took the prediction.</td></tr><tr><td><a id="property-delivery"></a> <code>delivery</code></td><td><code>readonly</code></td><td><a href="./Percentiles.html"><code>Percentiles</code></a></td><td>From the ring until the subscribers returned: all stages but <code>capture</code>.</td></tr><tr><td><a id="property-step"></a> <code>step</code></td><td><code>readonly</code></td><td><a href="./Percentiles.html"><code>Percentiles</code></a></td><td>In the engine: features, gate, network. Streams that are stepped together share it.</td></tr><tr><td><a id="property-subscriber"></a> <code>subscriber</code></td><td><code>readonly</code></td><td><a href="./Percentiles.html"><code>Percentiles</code></a></td><td>In the subscribers to predictions$.</td></tr><tr><td><a id="property-wait"></a> <code>wait</code></td><td><code>readonly</code></td><td><a href="./Percentiles.html"><code>Percentiles</code></a></td><td>In the ring, until the engine began the hop.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/StageTimes.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const StageTimes = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  StageTimes as default
};
