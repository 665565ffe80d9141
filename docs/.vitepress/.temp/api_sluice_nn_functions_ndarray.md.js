import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: ndarray()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/nn/functions/ndarray.md","filePath":"api/sluice/nn/functions/ndarray.md"}');
const _sfc_main = { name: "api/sluice/nn/functions/ndarray.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/nn</a> / ndarray</p><h1 id="function-ndarray" tabindex="-1">Function: ndarray() <a class="header-anchor" href="#function-ndarray" aria-label="Permalink to &quot;Function: ndarray()&quot;">​</a></h1><blockquote><p><strong>ndarray</strong>(<code>data</code>: <code>ArrayLike</code>&lt;<code>number</code>&gt;, <code>shape</code>: readonly <code>number</code>[]): <a href="./../interfaces/NdArray.html"><code>NdArray</code></a></p></blockquote><p>An array of this shape. Throws RangeError if the shape does not hold as many numbers as <code>data</code> has.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>data</code></td><td><code>ArrayLike</code>&lt;<code>number</code>&gt;</td></tr><tr><td><code>shape</code></td><td>readonly <code>number</code>[]</td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/NdArray.html"><code>NdArray</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/nn/functions/ndarray.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ndarray = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ndarray as default
};
