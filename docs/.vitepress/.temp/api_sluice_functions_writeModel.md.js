import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: writeModel()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/writeModel.md","filePath":"api/sluice/functions/writeModel.md"}');
const _sfc_main = { name: "api/sluice/functions/writeModel.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / writeModel</p><h1 id="function-writemodel" tabindex="-1">Function: writeModel() <a class="header-anchor" href="#function-writemodel" aria-label="Permalink to &quot;Function: writeModel()&quot;">​</a></h1><blockquote><p><strong>writeModel</strong>(<code>model</code>: <a href="./../type-aliases/AnyModel.html"><code>AnyModel</code></a>, <code>weights?</code>: <a href="./../type-aliases/Precision.html"><code>Precision</code></a>): <code>Uint8Array</code></p></blockquote><p>Writes a model file. <code>weights</code>: the precision of weights that are not 8-bit; the golden vector is always F32.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>model</code></td><td><a href="./../type-aliases/AnyModel.html"><code>AnyModel</code></a></td></tr><tr><td><code>weights?</code></td><td><a href="./../type-aliases/Precision.html"><code>Precision</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Uint8Array</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/writeModel.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const writeModel = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  writeModel as default
};
