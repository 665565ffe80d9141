import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: ConversionEvidence","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/ConversionEvidence.md","filePath":"api/sluice/type-aliases/ConversionEvidence.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/ConversionEvidence.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ConversionEvidence</p><h1 id="type-alias-conversionevidence" tabindex="-1">Type Alias: ConversionEvidence <a class="header-anchor" href="#type-alias-conversionevidence" aria-label="Permalink to &quot;Type Alias: ConversionEvidence&quot;">​</a></h1><blockquote><p><strong>ConversionEvidence</strong> = <code>&quot;original&quot;</code> | <code>&quot;onnx-beside&quot;</code> | <code>&quot;example&quot;</code> | <code>&quot;layers&quot;</code> | <code>&quot;assumptions&quot;</code></p></blockquote><p>What a converted network was held to: the original itself, its ONNX export beside a state dict, an example; or nothing but what its owner says.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/ConversionEvidence.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ConversionEvidence = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ConversionEvidence as default
};
