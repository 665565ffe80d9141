import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Grant","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/server/interfaces/Grant.md","filePath":"api/sluice/server/interfaces/Grant.md"}');
const _sfc_main = { name: "api/sluice/server/interfaces/Grant.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/server</a> / Grant</p><h1 id="interface-grant" tabindex="-1">Interface: Grant <a class="header-anchor" href="#interface-grant" aria-label="Permalink to &quot;Interface: Grant&quot;">​</a></h1><p>A token and what it allows.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-rights"></a> <code>rights</code></td><td><code>readonly</code></td><td>readonly (<code>&quot;send&quot;</code> | <code>&quot;watch&quot;</code> | <code>&quot;administer&quot;</code>)[]</td><td>-</td></tr><tr><td><a id="property-token"></a> <code>token</code></td><td><code>readonly</code></td><td><code>string</code></td><td>16 to 256 letters, digits and -._~+</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/server/interfaces/Grant.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Grant = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Grant as default
};
