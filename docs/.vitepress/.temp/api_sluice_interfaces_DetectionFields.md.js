import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: DetectionFields","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/DetectionFields.md","filePath":"api/sluice/interfaces/DetectionFields.md"}');
const _sfc_main = { name: "api/sluice/interfaces/DetectionFields.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / DetectionFields</p><h1 id="interface-detectionfields" tabindex="-1">Interface: DetectionFields <a class="header-anchor" href="#interface-detectionfields" aria-label="Permalink to &quot;Interface: DetectionFields&quot;">​</a></h1><p>The fields of a detection&#39;s frame.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-channel"></a> <code>channel?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>For a series: the most surprising channel, and how severe the alarm is.</td></tr><tr><td><a id="property-endsatms"></a> <code>endsAtMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-expected"></a> <code>expected?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-index"></a> <code>index</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-label"></a> <code>label</code></td><td><code>readonly</code></td><td><code>string</code></td><td>-</td></tr><tr><td><a id="property-number"></a> <code>number</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-score"></a> <code>score</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-severity"></a> <code>severity?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-spread"></a> <code>spread?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-startsatms"></a> <code>startsAtMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-timems"></a> <code>timeMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-value"></a> <code>value?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>For a series: the channel&#39;s value, what was expected, and how far off that was thought to be, in its unit.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/DetectionFields.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const DetectionFields = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  DetectionFields as default
};
