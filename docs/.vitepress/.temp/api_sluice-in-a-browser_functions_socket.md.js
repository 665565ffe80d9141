import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: socket()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice-in-a-browser/functions/socket.md","filePath":"api/sluice-in-a-browser/functions/socket.md"}');
const _sfc_main = { name: "api/sluice-in-a-browser/functions/socket.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice in a browser</a> / socket</p><h1 id="function-socket" tabindex="-1">Function: socket() <a class="header-anchor" href="#function-socket" aria-label="Permalink to &quot;Function: socket()&quot;">​</a></h1><blockquote><p><strong>socket</strong>(<code>url</code>: <code>string</code> | <code>URL</code>, <code>options</code>: <a href="./../interfaces/SocketOptions.html"><code>SocketOptions</code></a>): <a href="./../../sluice/interfaces/Source.html"><code>Source</code></a></p></blockquote><p>A WebSocket client as a source. It connects at <code>open</code>, which rejects with SOURCE_FAILED where that fails, and keeps a second of samples until it feeds. A close with code 1000 ends the samples. A close by which the other side refuses us (1002, 1003, 1007 to 1010) ends the stream with SOURCE_FAILED, and so does the end of a connection that sent messages but no sample. After any other close it connects again: <code>reconnecting</code> tells of every try, <code>resumed</code> of the first samples after it. Throws a RangeError for options out of range.</p><p>A message may hold any length of sound. What finds no room waits here, a second of samples and the longest message at most; what is more is dropped.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>url</code></td><td><code>string</code> | <code>URL</code></td></tr><tr><td><code>options</code></td><td><a href="./../interfaces/SocketOptions.html"><code>SocketOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../../sluice/interfaces/Source.html"><code>Source</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice-in-a-browser/functions/socket.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const socket = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  socket as default
};
