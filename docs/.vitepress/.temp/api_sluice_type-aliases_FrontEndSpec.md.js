import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: FrontEndSpec","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/FrontEndSpec.md","filePath":"api/sluice/type-aliases/FrontEndSpec.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/FrontEndSpec.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / FrontEndSpec</p><h1 id="type-alias-frontendspec" tabindex="-1">Type Alias: FrontEndSpec <a class="header-anchor" href="#type-alias-frontendspec" aria-label="Permalink to &quot;Type Alias: FrontEndSpec&quot;">​</a></h1><blockquote><p><strong>FrontEndSpec</strong> = <a href="./../interfaces/LogMelSpec.html"><code>LogMelSpec</code></a> | <a href="./../interfaces/SpectralSpec.html"><code>SpectralSpec</code></a> | <a href="./../interfaces/RawSpec.html"><code>RawSpec</code></a></p></blockquote></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/FrontEndSpec.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const FrontEndSpec = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  FrontEndSpec as default
};
