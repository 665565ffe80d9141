import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: isLoopback()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/server/functions/isLoopback.md","filePath":"api/sluice/server/functions/isLoopback.md"}');
const _sfc_main = { name: "api/sluice/server/functions/isLoopback.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/server</a> / isLoopback</p><h1 id="function-isloopback" tabindex="-1">Function: isLoopback() <a class="header-anchor" href="#function-isloopback" aria-label="Permalink to &quot;Function: isLoopback()&quot;">​</a></h1><blockquote><p><strong>isLoopback</strong>(<code>host</code>: <code>string</code>): <code>boolean</code></p></blockquote><p>Whether only this machine can connect to that host.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>host</code></td><td><code>string</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>boolean</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/server/functions/isLoopback.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const isLoopback = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  isLoopback as default
};
