import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: rows()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/rows.md","filePath":"api/sluice/functions/rows.md"}');
const _sfc_main = { name: "api/sluice/functions/rows.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / rows</p><h1 id="function-rows" tabindex="-1">Function: rows() <a class="header-anchor" href="#function-rows" aria-label="Permalink to &quot;Function: rows()&quot;">​</a></h1><blockquote><p><strong>rows</strong>(<code>given</code>: <code>Iterable</code>&lt;<a href="./../interfaces/Row.html"><code>Row</code></a>, <code>any</code>, <code>any</code>&gt; | <code>AsyncIterable</code>&lt;<a href="./../interfaces/Row.html"><code>Row</code></a>, <code>any</code>, <code>any</code>&gt;, <code>options</code>: <a href="./../interfaces/RowsOptions.html"><code>RowsOptions</code></a>): <a href="./../interfaces/Source.html"><code>Source</code></a></p></blockquote><p>Rows as a source, for a stream with a model of series, or with a network that takes vectors of so many values (whose predictions then have the times of the rows). Each is predicted on when it is there: nothing waits for the next one. Throws RangeError for options out of range; a row with another number of values, or whose time is no number, fails the stream with a SluiceError SOURCE_FAILED, a RangeError its cause.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>given</code></td><td><code>Iterable</code>&lt;<a href="./../interfaces/Row.html"><code>Row</code></a>, <code>any</code>, <code>any</code>&gt; | <code>AsyncIterable</code>&lt;<a href="./../interfaces/Row.html"><code>Row</code></a>, <code>any</code>, <code>any</code>&gt;</td></tr><tr><td><code>options</code></td><td><a href="./../interfaces/RowsOptions.html"><code>RowsOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/Source.html"><code>Source</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/rows.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const rows = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  rows as default
};
