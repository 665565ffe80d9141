import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: RecordedBlock","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/RecordedBlock.md","filePath":"api/sluice/type-aliases/RecordedBlock.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/RecordedBlock.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / RecordedBlock</p><h1 id="type-alias-recordedblock" tabindex="-1">Type Alias: RecordedBlock <a class="header-anchor" href="#type-alias-recordedblock" aria-label="Permalink to &quot;Type Alias: RecordedBlock&quot;">​</a></h1><blockquote><p><strong>RecordedBlock</strong> = { <code>capturedAtMs</code>: <code>number</code>; <code>kind</code>: <code>&quot;samples&quot;</code>; <code>samples</code>: <code>Float32Array</code>; } | { <code>kind</code>: <code>&quot;missing&quot;</code> | <code>&quot;skipped&quot;</code>; <code>samples</code>: <code>number</code>; }</p></blockquote><p>Samples as they came, or how many are missing.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/RecordedBlock.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RecordedBlock = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RecordedBlock as default
};
