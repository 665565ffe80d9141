import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: SluiceErrorCode","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/SluiceErrorCode.md","filePath":"api/sluice/type-aliases/SluiceErrorCode.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/SluiceErrorCode.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / SluiceErrorCode</p><h1 id="type-alias-sluiceerrorcode" tabindex="-1">Type Alias: SluiceErrorCode <a class="header-anchor" href="#type-alias-sluiceerrorcode" aria-label="Permalink to &quot;Type Alias: SluiceErrorCode&quot;">​</a></h1><blockquote><p><strong>SluiceErrorCode</strong> = <code>&quot;AUDIO_UNREADABLE&quot;</code> | <code>&quot;DATA_UNUSABLE&quot;</code> | <code>&quot;DEVICE_LOST&quot;</code> | <code>&quot;DEVICE_MISSING&quot;</code> | <code>&quot;DEVICE_REFUSED&quot;</code> | <code>&quot;ENGINE_FAILED&quot;</code> | <code>&quot;ISOLATION_MISSING&quot;</code> | <code>&quot;KERNEL_UNAVAILABLE&quot;</code> | <code>&quot;MEMORY_REFUSED&quot;</code> | <code>&quot;MODEL_CORRUPT&quot;</code> | <code>&quot;MODEL_MISMATCH&quot;</code> | <code>&quot;MODEL_UNREADABLE&quot;</code> | <code>&quot;RECORDING_UNREADABLE&quot;</code> | <code>&quot;SERVER_REFUSED&quot;</code> | <code>&quot;SERVER_UNREACHABLE&quot;</code> | <code>&quot;SNAPSHOT_MISMATCH&quot;</code> | <code>&quot;SOURCE_FAILED&quot;</code> | <code>&quot;STATE_IN_USE&quot;</code> | <code>&quot;STREAM_CLOSED&quot;</code></p></blockquote><p>The closed list of codes. A code never changes its meaning; new ones may be added.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/SluiceErrorCode.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const SluiceErrorCode = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  SluiceErrorCode as default
};
