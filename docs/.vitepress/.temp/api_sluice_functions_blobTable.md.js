import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: blobTable()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/blobTable.md","filePath":"api/sluice/functions/blobTable.md"}');
const _sfc_main = { name: "api/sluice/functions/blobTable.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / blobTable</p><h1 id="function-blobtable" tabindex="-1">Function: blobTable() <a class="header-anchor" href="#function-blobtable" aria-label="Permalink to &quot;Function: blobTable()&quot;">​</a></h1><blockquote><p><strong>blobTable</strong>(<code>blob</code>: <code>Blob</code>, <code>name</code>: <code>string</code>): <a href="./../interfaces/TableFile.html"><code>TableFile</code></a></p></blockquote><p>A file that a person chose in a browser, or any other Blob.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>blob</code></td><td><code>Blob</code></td></tr><tr><td><code>name</code></td><td><code>string</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/TableFile.html"><code>TableFile</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/blobTable.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const blobTable = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  blobTable as default
};
