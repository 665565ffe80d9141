import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: ServedEvent","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/ServedEvent.md","filePath":"api/sluice/type-aliases/ServedEvent.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/ServedEvent.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ServedEvent</p><h1 id="type-alias-servedevent" tabindex="-1">Type Alias: ServedEvent <a class="header-anchor" href="#type-alias-servedevent" aria-label="Permalink to &quot;Type Alias: ServedEvent&quot;">​</a></h1><blockquote><p><strong>ServedEvent</strong> = { <code>kind</code>: <code>&quot;disconnected&quot;</code>; <code>reason</code>: <code>string</code>; } | { <code>kind</code>: <code>&quot;resumed&quot;</code>; } | { <code>kind</code>: <code>&quot;restarted&quot;</code>; } | { <code>kind</code>: <code>&quot;lost&quot;</code>; <code>rows</code>: <code>number</code>; } | { <code>kind</code>: <code>&quot;dropped&quot;</code>; <code>rows</code>: <code>number</code>; }</p></blockquote><p>What happens to a stream that is sent.</p><h2 id="union-members" tabindex="-1">Union Members <a class="header-anchor" href="#union-members" aria-label="Permalink to &quot;Union Members&quot;">​</a></h2><h3 id="type-literal" tabindex="-1">Type Literal <a class="header-anchor" href="#type-literal" aria-label="Permalink to &quot;Type Literal&quot;">​</a></h3><p>{ <code>kind</code>: <code>&quot;disconnected&quot;</code>; <code>reason</code>: <code>string</code>; }</p><p>The connection broke; blocks are kept meanwhile.</p><hr><h3 id="type-literal-1" tabindex="-1">Type Literal <a class="header-anchor" href="#type-literal-1" aria-label="Permalink to &quot;Type Literal&quot;">​</a></h3><p>{ <code>kind</code>: <code>&quot;resumed&quot;</code>; }</p><p>The connection is back and the stream continues where it was.</p><hr><h3 id="type-literal-2" tabindex="-1">Type Literal <a class="header-anchor" href="#type-literal-2" aria-label="Permalink to &quot;Type Literal&quot;">​</a></h3><p>{ <code>kind</code>: <code>&quot;restarted&quot;</code>; }</p><p>The connection is back, but the server does not know the stream: it begins anew.</p><hr><h3 id="type-literal-3" tabindex="-1">Type Literal <a class="header-anchor" href="#type-literal-3" aria-label="Permalink to &quot;Type Literal&quot;">​</a></h3><p>{ <code>kind</code>: <code>&quot;lost&quot;</code>; <code>rows</code>: <code>number</code>; }</p><p>So many rows did not fit into what is kept, and were dropped here before they were sent.</p><hr><h3 id="type-literal-4" tabindex="-1">Type Literal <a class="header-anchor" href="#type-literal-4" aria-label="Permalink to &quot;Type Literal&quot;">​</a></h3><p>{ <code>kind</code>: <code>&quot;dropped&quot;</code>; <code>rows</code>: <code>number</code>; }</p><p>The server dropped so many rows since its last report, because they waited too long.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/ServedEvent.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ServedEvent = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ServedEvent as default
};
