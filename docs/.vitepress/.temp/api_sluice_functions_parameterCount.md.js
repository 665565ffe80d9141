import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: parameterCount()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/parameterCount.md","filePath":"api/sluice/functions/parameterCount.md"}');
const _sfc_main = { name: "api/sluice/functions/parameterCount.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / parameterCount</p><h1 id="function-parametercount" tabindex="-1">Function: parameterCount() <a class="header-anchor" href="#function-parametercount" aria-label="Permalink to &quot;Function: parameterCount()&quot;">​</a></h1><blockquote><p><strong>parameterCount</strong>(<code>layers</code>: readonly <a href="./../type-aliases/Layer.html"><code>Layer</code></a>[]): <code>number</code></p></blockquote><p>Numbers in all tensors of these layers, weights and biases.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>layers</code></td><td>readonly <a href="./../type-aliases/Layer.html"><code>Layer</code></a>[]</td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>number</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/parameterCount.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const parameterCount = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  parameterCount as default
};
