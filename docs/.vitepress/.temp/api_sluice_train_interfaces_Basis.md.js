import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Basis","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/Basis.md","filePath":"api/sluice/train/interfaces/Basis.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/Basis.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / Basis</p><h1 id="interface-basis" tabindex="-1">Interface: Basis <a class="header-anchor" href="#interface-basis" aria-label="Permalink to &quot;Interface: Basis&quot;">​</a></h1><p>How many test clips, and how many speakers, stand behind a figure.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-clips"></a> <code>clips</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-speakers"></a> <code>speakers</code></td><td><code>readonly</code></td><td><code>number</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/Basis.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Basis = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Basis as default
};
