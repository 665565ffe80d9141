import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: StatePair","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/StatePair.md","filePath":"api/sluice/interfaces/StatePair.md"}');
const _sfc_main = { name: "api/sluice/interfaces/StatePair.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / StatePair</p><h1 id="interface-statepair" tabindex="-1">Interface: StatePair <a class="header-anchor" href="#interface-statepair" aria-label="Permalink to &quot;Interface: StatePair&quot;">​</a></h1><p>A state&#39;s way: what comes out is put in at the next step; zeros at the start.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-input"></a> <code>input</code></td><td><code>readonly</code></td><td><code>string</code></td></tr><tr><td><a id="property-output"></a> <code>output</code></td><td><code>readonly</code></td><td><code>string</code></td></tr><tr><td><a id="property-shape"></a> <code>shape</code></td><td><code>readonly</code></td><td>readonly <code>number</code>[]</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/StatePair.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const StatePair = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  StatePair as default
};
