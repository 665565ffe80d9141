import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: PcmFormat","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/PcmFormat.md","filePath":"api/sluice/type-aliases/PcmFormat.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/PcmFormat.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / PcmFormat</p><h1 id="type-alias-pcmformat" tabindex="-1">Type Alias: PcmFormat <a class="header-anchor" href="#type-alias-pcmformat" aria-label="Permalink to &quot;Type Alias: PcmFormat&quot;">​</a></h1><blockquote><p><strong>PcmFormat</strong> = <code>&quot;u8&quot;</code> | <code>&quot;s16le&quot;</code> | <code>&quot;s24le&quot;</code> | <code>&quot;s32le&quot;</code> | <code>&quot;f32le&quot;</code> | <code>&quot;f64le&quot;</code></p></blockquote><p>How one sample is written: unsigned, signed or floating-point, bits, little-endian.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/PcmFormat.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const PcmFormat = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  PcmFormat as default
};
