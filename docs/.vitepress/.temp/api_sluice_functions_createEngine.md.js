import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: createEngine()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/createEngine.md","filePath":"api/sluice/functions/createEngine.md"}');
const _sfc_main = { name: "api/sluice/functions/createEngine.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / createEngine</p><h1 id="function-createengine" tabindex="-1">Function: createEngine() <a class="header-anchor" href="#function-createengine" aria-label="Permalink to &quot;Function: createEngine()&quot;">​</a></h1><blockquote><p><strong>createEngine</strong>(<code>options?</code>: <a href="./../interfaces/EngineOptions.html"><code>EngineOptions</code></a>): <code>Promise</code>&lt;<a href="./../interfaces/Engine.html"><code>Engine</code></a>&gt;</p></blockquote><p>Starts an engine thread that several streams can share. Rejects with <code>KERNEL_UNAVAILABLE</code> or <code>ENGINE_FAILED</code>. Close it when done.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options?</code></td><td><a href="./../interfaces/EngineOptions.html"><code>EngineOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../interfaces/Engine.html"><code>Engine</code></a>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/createEngine.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const createEngine = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  createEngine as default
};
