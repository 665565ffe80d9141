import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: TransportChoice","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/TransportChoice.md","filePath":"api/sluice/type-aliases/TransportChoice.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/TransportChoice.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / TransportChoice</p><h1 id="type-alias-transportchoice" tabindex="-1">Type Alias: TransportChoice <a class="header-anchor" href="#type-alias-transportchoice" aria-label="Permalink to &quot;Type Alias: TransportChoice&quot;">​</a></h1><blockquote><p><strong>TransportChoice</strong> = <code>&quot;auto&quot;</code> | <a href="./Transport.html"><code>Transport</code></a></p></blockquote><p><code>auto</code>: shared memory where there is any, messages elsewhere.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/TransportChoice.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const TransportChoice = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  TransportChoice as default
};
