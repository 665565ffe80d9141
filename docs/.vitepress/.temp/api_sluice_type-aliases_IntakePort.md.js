import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: IntakePort","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/IntakePort.md","filePath":"api/sluice/type-aliases/IntakePort.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/IntakePort.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / IntakePort</p><h1 id="type-alias-intakeport" tabindex="-1">Type Alias: IntakePort <a class="header-anchor" href="#type-alias-intakeport" aria-label="Permalink to &quot;Type Alias: IntakePort&quot;">​</a></h1><blockquote><p><strong>IntakePort</strong> = { <code>doorbell</code>: <code>SharedArrayBuffer</code>; <code>kind</code>: <code>&quot;shared&quot;</code>; <code>ring</code>: <code>SharedArrayBuffer</code>; <code>stream</code>: <code>number</code>; } | { <code>kind</code>: <code>&quot;messages&quot;</code>; <code>port</code>: <code>MessagePort</code>; <code>renewals</code>: <code>MessagePort</code>; }</p></blockquote><p>Where a capture thread puts samples. <code>shared</code>: a sample ring (ring.ts) and the doorbell to ring after each write, for <code>stream</code>. <code>messages</code>: a port to which it posts <code>CaptureMessage</code>s and from which the buffers come back as <code>BufferMessage</code>s. When the engine has died, a <code>RenewMessage</code> on <code>renewals</code> brings the port that replaces it.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/IntakePort.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const IntakePort = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  IntakePort as default
};
