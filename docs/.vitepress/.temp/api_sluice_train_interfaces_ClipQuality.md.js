import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: ClipQuality","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/ClipQuality.md","filePath":"api/sluice/train/interfaces/ClipQuality.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/ClipQuality.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / ClipQuality</p><h1 id="interface-clipquality" tabindex="-1">Interface: ClipQuality <a class="header-anchor" href="#interface-clipquality" aria-label="Permalink to &quot;Interface: ClipQuality&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-accuracy"></a> <code>accuracy</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Share of right answers over all clips, and the mean of the labels&#39; shares.</td></tr><tr><td><a id="property-balanced"></a> <code>balanced</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-confusion"></a> <code>confusion</code></td><td><code>readonly</code></td><td>readonly <code>Uint32Array</code>&lt;<code>ArrayBufferLike</code>&gt;[]</td><td>[truth][answer] counts.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/ClipQuality.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ClipQuality = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ClipQuality as default
};
