import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: RecurrentLayer","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/RecurrentLayer.md","filePath":"api/sluice/type-aliases/RecurrentLayer.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/RecurrentLayer.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / RecurrentLayer</p><h1 id="type-alias-recurrentlayer" tabindex="-1">Type Alias: RecurrentLayer <a class="header-anchor" href="#type-alias-recurrentlayer" aria-label="Permalink to &quot;Type Alias: RecurrentLayer&quot;">​</a></h1><blockquote><p><strong>RecurrentLayer</strong> = <a href="./../interfaces/RnnLayer.html"><code>RnnLayer</code></a> | <a href="./../interfaces/GruLayer.html"><code>GruLayer</code></a> | <a href="./../interfaces/LstmLayer.html"><code>LstmLayer</code></a></p></blockquote></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/RecurrentLayer.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RecurrentLayer = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RecurrentLayer as default
};
