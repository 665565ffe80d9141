import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: readAnyModel()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/readAnyModel.md","filePath":"api/sluice/functions/readAnyModel.md"}');
const _sfc_main = { name: "api/sluice/functions/readAnyModel.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / readAnyModel</p><h1 id="function-readanymodel" tabindex="-1">Function: readAnyModel() <a class="header-anchor" href="#function-readanymodel" aria-label="Permalink to &quot;Function: readAnyModel()&quot;">​</a></h1><blockquote><p><strong>readAnyModel</strong>(<code>bytes</code>: <code>Uint8Array</code>): <a href="./../type-aliases/AnyModel.html"><code>AnyModel</code></a></p></blockquote><p>Reads a model file. Throws SluiceError MODEL_UNREADABLE (not a model file, or of a newer format) or MODEL_CORRUPT (cut short, changed). The golden vector is checked when a stream is opened: see src/pipeline/program.ts.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>bytes</code></td><td><code>Uint8Array</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../type-aliases/AnyModel.html"><code>AnyModel</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/readAnyModel.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const readAnyModel = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  readAnyModel as default
};
