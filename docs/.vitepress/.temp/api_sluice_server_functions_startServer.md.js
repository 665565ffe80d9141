import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: startServer()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/server/functions/startServer.md","filePath":"api/sluice/server/functions/startServer.md"}');
const _sfc_main = { name: "api/sluice/server/functions/startServer.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/server</a> / startServer</p><h1 id="function-startserver" tabindex="-1">Function: startServer() <a class="header-anchor" href="#function-startserver" aria-label="Permalink to &quot;Function: startServer()&quot;">​</a></h1><blockquote><p><strong>startServer</strong>(<code>options</code>: <a href="./../interfaces/StartOptions.html"><code>StartOptions</code></a>): <code>Promise</code>&lt;<a href="./../interfaces/RunningServer.html"><code>RunningServer</code></a>&gt;</p></blockquote><p>Listens and serves. Rejects with a RangeError where other machines could connect without a token, and with the system&#39;s error, such as EADDRINUSE where the port is taken.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options</code></td><td><a href="./../interfaces/StartOptions.html"><code>StartOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../interfaces/RunningServer.html"><code>RunningServer</code></a>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/server/functions/startServer.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const startServer = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  startServer as default
};
