import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: rowWords()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/rowWords.md","filePath":"api/sluice/functions/rowWords.md"}');
const _sfc_main = { name: "api/sluice/functions/rowWords.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / rowWords</p><h1 id="function-rowwords" tabindex="-1">Function: rowWords() <a class="header-anchor" href="#function-rowwords" aria-label="Permalink to &quot;Function: rowWords()&quot;">​</a></h1><blockquote><p><strong>rowWords</strong>(<code>channels</code>: <code>number</code>): <code>number</code></p></blockquote><p>Words of a row.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>channels</code></td><td><code>number</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>number</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/rowWords.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const rowWords = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  rowWords as default
};
