import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: isolationProblem()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice-in-a-browser/functions/isolationProblem.md","filePath":"api/sluice-in-a-browser/functions/isolationProblem.md"}');
const _sfc_main = { name: "api/sluice-in-a-browser/functions/isolationProblem.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice in a browser</a> / isolationProblem</p><h1 id="function-isolationproblem" tabindex="-1">Function: isolationProblem() <a class="header-anchor" href="#function-isolationproblem" aria-label="Permalink to &quot;Function: isolationProblem()&quot;">​</a></h1><blockquote><p><strong>isolationProblem</strong>(): <code>string</code> | <code>null</code></p></blockquote><p>Why threads cannot share memory on this page, null where they can.</p><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>string</code> | <code>null</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice-in-a-browser/functions/isolationProblem.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const isolationProblem = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  isolationProblem as default
};
