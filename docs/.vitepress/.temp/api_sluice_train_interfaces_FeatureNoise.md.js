import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: FeatureNoise","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/FeatureNoise.md","filePath":"api/sluice/train/interfaces/FeatureNoise.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/FeatureNoise.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / FeatureNoise</p><h1 id="interface-featurenoise" tabindex="-1">Interface: FeatureNoise <a class="header-anchor" href="#interface-featurenoise" aria-label="Permalink to &quot;Interface: FeatureNoise&quot;">​</a></h1><p>Changes to the features, after Park et al. 2019 (SpecAugment, arXiv 1904.08779): masked bands, and the frequency response of a microphone.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-maskbands"></a> <code>maskBands</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-maskshare"></a> <code>maskShare</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Share of items in which a run of bands is set to the mean, and its largest number of bands.</td></tr><tr><td><a id="property-tilt"></a> <code>tilt</code></td><td><code>readonly</code></td><td><code>number</code></td><td>The largest value, in standard deviations, of the smooth curve that is added to the bands.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/FeatureNoise.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const FeatureNoise = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  FeatureNoise as default
};
