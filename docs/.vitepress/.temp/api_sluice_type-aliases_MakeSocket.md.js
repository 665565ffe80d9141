import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: MakeSocket","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/MakeSocket.md","filePath":"api/sluice/type-aliases/MakeSocket.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/MakeSocket.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / MakeSocket</p><h1 id="type-alias-makesocket" tabindex="-1">Type Alias: MakeSocket <a class="header-anchor" href="#type-alias-makesocket" aria-label="Permalink to &quot;Type Alias: MakeSocket&quot;">​</a></h1><blockquote><p><strong>MakeSocket</strong> = (<code>url</code>: <code>string</code>, <code>protocols</code>: <code>string</code>[]) =&gt; <a href="./../interfaces/ClientSocket.html"><code>ClientSocket</code></a></p></blockquote><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>url</code></td><td><code>string</code></td></tr><tr><td><code>protocols</code></td><td><code>string</code>[]</td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/ClientSocket.html"><code>ClientSocket</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/MakeSocket.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const MakeSocket = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  MakeSocket as default
};
