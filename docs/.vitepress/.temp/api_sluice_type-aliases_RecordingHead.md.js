import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: RecordingHead","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/RecordingHead.md","filePath":"api/sluice/type-aliases/RecordingHead.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/RecordingHead.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / RecordingHead</p><h1 id="type-alias-recordinghead" tabindex="-1">Type Alias: RecordingHead <a class="header-anchor" href="#type-alias-recordinghead" aria-label="Permalink to &quot;Type Alias: RecordingHead&quot;">​</a></h1><blockquote><p><strong>RecordingHead</strong> = <code>v.InferOutput</code>&lt;<em>typeof</em> <code>HeadSchema</code>&gt;</p></blockquote><p>The beginning of a recording: what it was recorded from.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/RecordingHead.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RecordingHead = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RecordingHead as default
};
