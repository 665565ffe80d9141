import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: attachServer()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/server/functions/attachServer.md","filePath":"api/sluice/server/functions/attachServer.md"}');
const _sfc_main = { name: "api/sluice/server/functions/attachServer.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/server</a> / attachServer</p><h1 id="function-attachserver" tabindex="-1">Function: attachServer() <a class="header-anchor" href="#function-attachserver" aria-label="Permalink to &quot;Function: attachServer()&quot;">​</a></h1><blockquote><p><strong>attachServer</strong>(<code>http</code>: <code>Server</code>&lt;<em>typeof</em> <code>IncomingMessage</code>, <em>typeof</em> <code>ServerResponse</code>&gt; | <code>Server</code>&lt;<em>typeof</em> <code>IncomingMessage</code>, <em>typeof</em> <code>ServerResponse</code>&gt;, <code>options</code>: <a href="./../interfaces/ServeOptions.html"><code>ServeOptions</code></a>): <a href="./../interfaces/StreamServer.html"><code>StreamServer</code></a></p></blockquote><p>Serves streams on an HTTP server that is the caller&#39;s: to listen with, and to close after this one. Throws TypeError or RangeError for wrong options.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>http</code></td><td><code>Server</code>&lt;<em>typeof</em> <code>IncomingMessage</code>, <em>typeof</em> <code>ServerResponse</code>&gt; | <code>Server</code>&lt;<em>typeof</em> <code>IncomingMessage</code>, <em>typeof</em> <code>ServerResponse</code>&gt;</td></tr><tr><td><code>options</code></td><td><a href="./../interfaces/ServeOptions.html"><code>ServeOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/StreamServer.html"><code>StreamServer</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/server/functions/attachServer.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const attachServer = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  attachServer as default
};
