import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: StopRecording","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/StopRecording.md","filePath":"api/sluice/type-aliases/StopRecording.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/StopRecording.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / StopRecording</p><h1 id="type-alias-stoprecording" tabindex="-1">Type Alias: StopRecording <a class="header-anchor" href="#type-alias-stoprecording" aria-label="Permalink to &quot;Type Alias: StopRecording&quot;">​</a></h1><blockquote><p><strong>StopRecording</strong> = () =&gt; <code>Promise</code>&lt;<code>void</code>&gt;</p></blockquote><p>Ends a recording. Resolves when its last bytes are written. It may be called twice, or after the stream has ended.</p><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<code>void</code>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/StopRecording.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const StopRecording = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  StopRecording as default
};
