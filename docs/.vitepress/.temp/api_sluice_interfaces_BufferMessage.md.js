import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: BufferMessage","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/BufferMessage.md","filePath":"api/sluice/interfaces/BufferMessage.md"}');
const _sfc_main = { name: "api/sluice/interfaces/BufferMessage.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / BufferMessage</p><h1 id="interface-buffermessage" tabindex="-1">Interface: BufferMessage <a class="header-anchor" href="#interface-buffermessage" aria-label="Permalink to &quot;Interface: BufferMessage&quot;">​</a></h1><p>From the engine back to a capture thread: a buffer to use again, so that capture makes no garbage.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><code>&quot;buffer&quot;</code></td></tr><tr><td><a id="property-samples"></a> <code>samples</code></td><td><code>readonly</code></td><td><code>Float32Array</code>&lt;<code>ArrayBuffer</code>&gt;</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/BufferMessage.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const BufferMessage = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  BufferMessage as default
};
