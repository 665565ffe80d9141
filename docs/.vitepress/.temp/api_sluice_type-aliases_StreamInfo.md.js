import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: StreamInfo","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/StreamInfo.md","filePath":"api/sluice/type-aliases/StreamInfo.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/StreamInfo.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / StreamInfo</p><h1 id="type-alias-streaminfo" tabindex="-1">Type Alias: StreamInfo <a class="header-anchor" href="#type-alias-streaminfo" aria-label="Permalink to &quot;Type Alias: StreamInfo&quot;">​</a></h1><blockquote><p><strong>StreamInfo</strong> = <code>v.InferOutput</code>&lt;<em>typeof</em> <code>StreamInfoSchema</code>&gt;</p></blockquote><p>What is told of a stream.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/StreamInfo.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const StreamInfo = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  StreamInfo as default
};
