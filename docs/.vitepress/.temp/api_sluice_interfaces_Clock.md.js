import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Clock","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Clock.md","filePath":"api/sluice/interfaces/Clock.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Clock.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Clock</p><h1 id="interface-clock" tabindex="-1">Interface: Clock <a class="header-anchor" href="#interface-clock" aria-label="Permalink to &quot;Interface: Clock&quot;">​</a></h1><p>A clock that can be waited on.</p><h2 id="methods" tabindex="-1">Methods <a class="header-anchor" href="#methods" aria-label="Permalink to &quot;Methods&quot;">​</a></h2><h3 id="now" tabindex="-1">now() <a class="header-anchor" href="#now" aria-label="Permalink to &quot;now()&quot;">​</a></h3><blockquote><p><strong>now</strong>(): <code>number</code></p></blockquote><p>Milliseconds since a fixed moment; never goes back.</p><h4 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h4><p><code>number</code></p><hr><h3 id="sleep" tabindex="-1">sleep() <a class="header-anchor" href="#sleep" aria-label="Permalink to &quot;sleep()&quot;">​</a></h3><blockquote><p><strong>sleep</strong>(<code>ms</code>: <code>number</code>, <code>signal</code>: <code>AbortSignal</code>): <code>Promise</code>&lt;<code>void</code>&gt;</p></blockquote><p>Resolves after <code>ms</code> (24 days at most), or as soon as the signal aborts.</p><h4 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h4><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>ms</code></td><td><code>number</code></td></tr><tr><td><code>signal</code></td><td><code>AbortSignal</code></td></tr></tbody></table><h4 id="returns-1" tabindex="-1">Returns <a class="header-anchor" href="#returns-1" aria-label="Permalink to &quot;Returns&quot;">​</a></h4><p><code>Promise</code>&lt;<code>void</code>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Clock.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Clock = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Clock as default
};
