import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: WriteBytes","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/WriteBytes.md","filePath":"api/sluice/type-aliases/WriteBytes.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/WriteBytes.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / WriteBytes</p><h1 id="type-alias-writebytes" tabindex="-1">Type Alias: WriteBytes <a class="header-anchor" href="#type-alias-writebytes" aria-label="Permalink to &quot;Type Alias: WriteBytes&quot;">​</a></h1><blockquote><p><strong>WriteBytes</strong> = (<code>bytes</code>: <code>Uint8Array</code>&lt;<code>ArrayBuffer</code>&gt;) =&gt; <code>void</code></p></blockquote><p>Receives the bytes of a recording, in order.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>bytes</code></td><td><code>Uint8Array</code>&lt;<code>ArrayBuffer</code>&gt;</td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>void</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/WriteBytes.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const WriteBytes = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  WriteBytes as default
};
