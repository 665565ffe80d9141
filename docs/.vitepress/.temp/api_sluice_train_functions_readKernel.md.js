import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: readKernel()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/readKernel.md","filePath":"api/sluice/train/functions/readKernel.md"}');
const _sfc_main = { name: "api/sluice/train/functions/readKernel.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / readKernel</p><h1 id="function-readkernel" tabindex="-1">Function: readKernel() <a class="header-anchor" href="#function-readkernel" aria-label="Permalink to &quot;Function: readKernel()&quot;">​</a></h1><blockquote><p><strong>readKernel</strong>(<code>url?</code>: <code>URL</code>): <code>Promise</code>&lt;<code>Module</code>&gt;</p></blockquote><p>Compiles the kernel, the one that this engine takes best if not told. Rejects with KERNEL_UNAVAILABLE where the file is missing or is no WebAssembly.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>url?</code></td><td><code>URL</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<code>Module</code>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/readKernel.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const readKernel = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  readKernel as default
};
