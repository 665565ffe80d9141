import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: openStream()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice-in-a-browser/functions/openStream.md","filePath":"api/sluice-in-a-browser/functions/openStream.md"}');
const _sfc_main = { name: "api/sluice-in-a-browser/functions/openStream.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice in a browser</a> / openStream</p><h1 id="function-openstream" tabindex="-1">Function: openStream() <a class="header-anchor" href="#function-openstream" aria-label="Permalink to &quot;Function: openStream()&quot;">​</a></h1><blockquote><p><strong>openStream</strong>(<code>options</code>: <a href="./../../sluice/interfaces/StreamOptions.html"><code>StreamOptions</code></a>): <code>Promise</code>&lt;<a href="./../../sluice/interfaces/Stream.html"><code>Stream</code></a>&gt;</p></blockquote><p>Opens a stream: reads the model (by fetch where it is not given as bytes), opens the source, and makes a place for it in an engine worker. Nothing flows before the first subscription to <code>predictions$</code> or <code>detections$</code>.</p><p>Rejects with a TypeError or RangeError for wrong options, with what the source&#39;s <code>open</code> rejects with, with the reason of <code>signal</code>, and with a SluiceError: <code>MODEL_UNREADABLE</code>, <code>MODEL_CORRUPT</code>, <code>MODEL_MISMATCH</code>, <code>SNAPSHOT_MISMATCH</code>, <code>KERNEL_UNAVAILABLE</code>, <code>ENGINE_FAILED</code>, and <code>ISOLATION_MISSING</code> where <code>transport</code> is &#39;shared&#39; and the page is not isolated. Whatever was opened until then is released.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options</code></td><td><a href="./../../sluice/interfaces/StreamOptions.html"><code>StreamOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../../sluice/interfaces/Stream.html"><code>Stream</code></a>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice-in-a-browser/functions/openStream.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const openStream = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  openStream as default
};
