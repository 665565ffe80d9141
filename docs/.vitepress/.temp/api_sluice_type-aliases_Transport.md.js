import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: Transport","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/Transport.md","filePath":"api/sluice/type-aliases/Transport.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/Transport.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Transport</p><h1 id="type-alias-transport" tabindex="-1">Type Alias: Transport <a class="header-anchor" href="#type-alias-transport" aria-label="Permalink to &quot;Type Alias: Transport&quot;">​</a></h1><blockquote><p><strong>Transport</strong> = <code>&quot;shared&quot;</code> | <code>&quot;messages&quot;</code></p></blockquote><p>How samples and predictions cross. An engine has one way for all its streams: it sleeps either on a doorbell or in its event loop.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/Transport.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Transport = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Transport as default
};
