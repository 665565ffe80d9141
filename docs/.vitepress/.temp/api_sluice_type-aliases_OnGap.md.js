import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: OnGap","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/OnGap.md","filePath":"api/sluice/type-aliases/OnGap.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/OnGap.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / OnGap</p><h1 id="type-alias-ongap" tabindex="-1">Type Alias: OnGap <a class="header-anchor" href="#type-alias-ongap" aria-label="Permalink to &quot;Type Alias: OnGap&quot;">​</a></h1><blockquote><p><strong>OnGap</strong> = <code>&quot;hold&quot;</code> | <code>&quot;zeros&quot;</code> | <code>&quot;reset&quot;</code></p></blockquote><p>What missing samples do to a stream&#39;s state. <code>hold</code>: it stays as it is, and no window spans the gap. <code>zeros</code>: it is stepped through silence of the gap&#39;s length; a gap longer than <code>LONGEST_SILENCE_MS</code> is a reset. <code>reset</code>: it starts anew.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/OnGap.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const OnGap = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  OnGap as default
};
