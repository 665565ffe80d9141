import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: encodeRow()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/encodeRow.md","filePath":"api/sluice/functions/encodeRow.md"}');
const _sfc_main = { name: "api/sluice/functions/encodeRow.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / encodeRow</p><h1 id="function-encoderow" tabindex="-1">Function: encodeRow() <a class="header-anchor" href="#function-encoderow" aria-label="Permalink to &quot;Function: encodeRow()&quot;">​</a></h1><blockquote><p><strong>encodeRow</strong>(<code>timeMs</code>: <code>number</code>, <code>values</code>: <code>ArrayLike</code>&lt;<code>number</code>&gt;, <code>into</code>: <code>Float32Array</code>, <code>at?</code>: <code>number</code>): <code>void</code></p></blockquote><p>Writes a row at word <code>at</code>. <code>timeMs</code>: since the epoch, see isRowTime; kept to a sixteenth. Values are rounded to single precision; NaN: missing.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>timeMs</code></td><td><code>number</code></td></tr><tr><td><code>values</code></td><td><code>ArrayLike</code>&lt;<code>number</code>&gt;</td></tr><tr><td><code>into</code></td><td><code>Float32Array</code></td></tr><tr><td><code>at?</code></td><td><code>number</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>void</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/encodeRow.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const encodeRow = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  encodeRow as default
};
