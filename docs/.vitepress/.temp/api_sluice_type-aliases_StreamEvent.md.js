import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: StreamEvent","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/StreamEvent.md","filePath":"api/sluice/type-aliases/StreamEvent.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/StreamEvent.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / StreamEvent</p><h1 id="type-alias-streamevent" tabindex="-1">Type Alias: StreamEvent <a class="header-anchor" href="#type-alias-streamevent" aria-label="Permalink to &quot;Type Alias: StreamEvent&quot;">​</a></h1><blockquote><p><strong>StreamEvent</strong> = <a href="./SourceEvent.html"><code>SourceEvent</code></a> | { <code>kind</code>: <code>&quot;restarted&quot;</code>; <code>reason</code>: <code>string</code>; } | { <code>endsAtMs</code>: <code>number</code>; <code>kind</code>: <code>&quot;unhealthy&quot;</code>; <code>reason</code>: <a href="./UnhealthyReason.html"><code>UnhealthyReason</code></a>; }</p></blockquote><p>An event that does not end the stream: of its source, or of its engine.</p><h2 id="union-members" tabindex="-1">Union Members <a class="header-anchor" href="#union-members" aria-label="Permalink to &quot;Union Members&quot;">​</a></h2><p><a href="./SourceEvent.html"><code>SourceEvent</code></a></p><hr><h3 id="type-literal" tabindex="-1">Type Literal <a class="header-anchor" href="#type-literal" aria-label="Permalink to &quot;Type Literal&quot;">​</a></h3><p>{ <code>kind</code>: <code>&quot;restarted&quot;</code>; <code>reason</code>: <code>string</code>; }</p><p>The engine died, and the stream continues in another. Samples that died with the engine are a gap before the next prediction.</p><hr><h3 id="type-literal-1" tabindex="-1">Type Literal <a class="header-anchor" href="#type-literal-1" aria-label="Permalink to &quot;Type Literal&quot;">​</a></h3><p>{ <code>endsAtMs</code>: <code>number</code>; <code>kind</code>: <code>&quot;unhealthy&quot;</code>; <code>reason</code>: <a href="./UnhealthyReason.html"><code>UnhealthyReason</code></a>; }</p><p>The state is unhealthy from the prediction on that ends at <code>endsAtMs</code>: see <code>onUnhealthy</code>.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/StreamEvent.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const StreamEvent = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  StreamEvent as default
};
