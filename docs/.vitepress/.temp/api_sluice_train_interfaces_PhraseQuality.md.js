import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: PhraseQuality","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/PhraseQuality.md","filePath":"api/sluice/train/interfaces/PhraseQuality.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/PhraseQuality.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / PhraseQuality</p><h1 id="interface-phrasequality" tabindex="-1">Interface: PhraseQuality <a class="header-anchor" href="#interface-phrasequality" aria-label="Permalink to &quot;Interface: PhraseQuality&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-durationms"></a> <code>durationMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-falseaccepts"></a> <code>falseAccepts</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-hours"></a> <code>hours</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-label"></a> <code>label</code></td><td><code>readonly</code></td><td><code>string</code></td><td>-</td></tr><tr><td><a id="property-lagms"></a> <code>lagMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Median time from the end of the word to where its detection places it, and median length of the word, ms.</td></tr><tr><td><a id="property-missed"></a> <code>missed</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-threshold"></a> <code>threshold</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-words"></a> <code>words</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/PhraseQuality.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const PhraseQuality = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  PhraseQuality as default
};
