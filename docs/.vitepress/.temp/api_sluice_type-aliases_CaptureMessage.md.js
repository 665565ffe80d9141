import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: CaptureMessage","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/CaptureMessage.md","filePath":"api/sluice/type-aliases/CaptureMessage.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/CaptureMessage.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / CaptureMessage</p><h1 id="type-alias-capturemessage" tabindex="-1">Type Alias: CaptureMessage <a class="header-anchor" href="#type-alias-capturemessage" aria-label="Permalink to &quot;Type Alias: CaptureMessage&quot;">​</a></h1><blockquote><p><strong>CaptureMessage</strong> = { <code>cameAtMs?</code>: <code>number</code>; <code>capturedAtMs</code>: <code>number</code>; <code>kind</code>: <code>&quot;samples&quot;</code>; <code>missing</code>: <code>number</code>; <code>samples</code>: <code>Float32Array</code>&lt;<code>ArrayBuffer</code>&gt;; } | { <code>kind</code>: <code>&quot;end&quot;</code>; <code>missing</code>: <code>number</code>; }</p></blockquote><p>From a capture thread to the engine, over the port of an <code>IntakePort</code>. On the first block of a port, <code>missing</code> counts from the stream&#39;s start.</p><h2 id="union-members" tabindex="-1">Union Members <a class="header-anchor" href="#union-members" aria-label="Permalink to &quot;Union Members&quot;">​</a></h2><h3 id="type-literal" tabindex="-1">Type Literal <a class="header-anchor" href="#type-literal" aria-label="Permalink to &quot;Type Literal&quot;">​</a></h3><p>{ <code>cameAtMs?</code>: <code>number</code>; <code>capturedAtMs</code>: <code>number</code>; <code>kind</code>: <code>&quot;samples&quot;</code>; <code>missing</code>: <code>number</code>; <code>samples</code>: <code>Float32Array</code>&lt;<code>ArrayBuffer</code>&gt;; }</p><p>A block; its buffer is transferred. <code>missing</code>: samples missing right before it. <code>capturedAtMs</code>: when its last sample was captured, ms since the epoch. <code>cameAtMs</code>: when the block arrived, from which its waiting time counts; by default <code>capturedAtMs</code>.</p><hr><h3 id="type-literal-1" tabindex="-1">Type Literal <a class="header-anchor" href="#type-literal-1" aria-label="Permalink to &quot;Type Literal&quot;">​</a></h3><p>{ <code>kind</code>: <code>&quot;end&quot;</code>; <code>missing</code>: <code>number</code>; }</p><p>No sample follows. <code>missing</code> samples are missing at the end.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/CaptureMessage.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const CaptureMessage = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  CaptureMessage as default
};
