import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: WatchOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/WatchOptions.md","filePath":"api/sluice/interfaces/WatchOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/WatchOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / WatchOptions</p><h1 id="interface-watchoptions" tabindex="-1">Interface: WatchOptions <a class="header-anchor" href="#interface-watchoptions" aria-label="Permalink to &quot;Interface: WatchOptions&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-history"></a> <code>history?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Earlier points to begin with, at most 300. <strong>Default</strong> <code>0</code></td></tr><tr><td><a id="property-points"></a> <code>points?</code></td><td><code>readonly</code></td><td><code>number</code> | <code>&quot;all&quot;</code> | <code>&quot;none&quot;</code></td><td><code>all</code>, <code>none</code>, or n: every n-th. <strong>Default</strong> <code>&#39;all&#39;</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/WatchOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const WatchOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  WatchOptions as default
};
