import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: RowsOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/RowsOptions.md","filePath":"api/sluice/interfaces/RowsOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/RowsOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / RowsOptions</p><h1 id="interface-rowsoptions" tabindex="-1">Interface: RowsOptions <a class="header-anchor" href="#interface-rowsoptions" aria-label="Permalink to &quot;Interface: RowsOptions&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-channels"></a> <code>channels</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Values of a row.</td></tr><tr><td><a id="property-live"></a> <code>live?</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>Whether rows come whether or not there is room: what finds none is lost then, and counted. <strong>Default</strong> <code>false</code></td></tr><tr><td><a id="property-name"></a> <code>name?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>For people. <strong>Default</strong> <code>&#39;rows&#39;</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/RowsOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RowsOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RowsOptions as default
};
