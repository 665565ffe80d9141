import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: QualityReport","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/QualityReport.md","filePath":"api/sluice/train/interfaces/QualityReport.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/QualityReport.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / QualityReport</p><h1 id="interface-qualityreport" tabindex="-1">Interface: QualityReport <a class="header-anchor" href="#interface-qualityreport" aria-label="Permalink to &quot;Interface: QualityReport&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-basis"></a> <code>basis</code></td><td><code>readonly</code></td><td>readonly <a href="./Basis.html"><code>Basis</code></a>[]</td><td>By label, the background&#39;s (other words) first.</td></tr><tr><td><a id="property-clips"></a> <code>clips</code></td><td><code>readonly</code></td><td><a href="./ClipQuality.html"><code>ClipQuality</code></a></td><td>-</td></tr><tr><td><a id="property-hours"></a> <code>hours</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Hours of stream on which phrases were judged.</td></tr><tr><td><a id="property-innoise"></a> <code>inNoise</code></td><td><code>readonly</code></td><td><code>number</code> | <code>null</code></td><td>False accepts an hour of noise, and an hour of words that are none of the phrases, of all phrases together. Null: not measured, for lack of such clips.</td></tr><tr><td><a id="property-inotherwords"></a> <code>inOtherWords</code></td><td><code>readonly</code></td><td><code>number</code> | <code>null</code></td><td>-</td></tr><tr><td><a id="property-naming"></a> <code>naming</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/Naming.html"><code>Naming</code></a></td><td>-</td></tr><tr><td><a id="property-phrases"></a> <code>phrases</code></td><td><code>readonly</code></td><td>readonly <a href="./PhraseQuality.html"><code>PhraseQuality</code></a>[]</td><td>-</td></tr><tr><td><a id="property-speakers"></a> <code>speakers</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Distinct speakers of all test clips.</td></tr><tr><td><a id="property-splitby"></a> <code>splitBy</code></td><td><code>readonly</code></td><td><code>&quot;speaker&quot;</code> | <code>&quot;clip&quot;</code></td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/QualityReport.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const QualityReport = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  QualityReport as default
};
