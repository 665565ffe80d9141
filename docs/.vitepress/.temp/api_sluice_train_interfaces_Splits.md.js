import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Splits","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/Splits.md","filePath":"api/sluice/train/interfaces/Splits.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/Splits.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / Splits</p><h1 id="interface-splits" tabindex="-1">Interface: Splits <a class="header-anchor" href="#interface-splits" aria-label="Permalink to &quot;Interface: Splits&quot;">​</a></h1><p>The split of each clip, in their order, and by what they were told apart.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-by"></a> <code>by</code></td><td><code>readonly</code></td><td><code>&quot;speaker&quot;</code> | <code>&quot;clip&quot;</code></td><td><code>clip</code>: there are fewer speakers than splits, so a speaker is in several of them and figures say nothing of other people.</td></tr><tr><td><a id="property-splits"></a> <code>splits</code></td><td><code>readonly</code></td><td>readonly <a href="./../type-aliases/Split.html"><code>Split</code></a>[]</td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/Splits.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Splits = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Splits as default
};
