import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Row","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Row.md","filePath":"api/sluice/interfaces/Row.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Row.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Row</p><h1 id="interface-row" tabindex="-1">Interface: Row <a class="header-anchor" href="#interface-row" aria-label="Permalink to &quot;Interface: Row&quot;">​</a></h1><p>One row.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-timems"></a> <code>timeMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Ms since the epoch, nearer to it than 2^44; kept to a sixteenth of a millisecond.</td></tr><tr><td><a id="property-values"></a> <code>values</code></td><td><code>readonly</code></td><td><code>ArrayLike</code>&lt;<code>number</code>&gt;</td><td>One a channel, kept in single precision; NaN: missing, taken to be as forecast; by a network, as 0.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Row.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Row = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Row as default
};
