import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: StreamLimits","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/server/interfaces/StreamLimits.md","filePath":"api/sluice/server/interfaces/StreamLimits.md"}');
const _sfc_main = { name: "api/sluice/server/interfaces/StreamLimits.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/server</a> / StreamLimits</p><h1 id="interface-streamlimits" tabindex="-1">Interface: StreamLimits <a class="header-anchor" href="#interface-streamlimits" aria-label="Permalink to &quot;Interface: StreamLimits&quot;">​</a></h1><p>What one stream may keep.</p><h2 id="extended-by" tabindex="-1">Extended by <a class="header-anchor" href="#extended-by" aria-label="Permalink to &quot;Extended by&quot;">​</a></h2><ul><li><a href="./Limits.html"><code>Limits</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-keptbytes"></a> <code>keptBytes</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Bytes of predictions that are kept until they are acknowledged.</td></tr><tr><td><a id="property-keptdetections"></a> <code>keptDetections</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Detections that are kept until they are acknowledged.</td></tr><tr><td><a id="property-waitingbytes"></a> <code>waitingBytes</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Bytes of blocks that wait for the engine.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/server/interfaces/StreamLimits.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const StreamLimits = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  StreamLimits as default
};
