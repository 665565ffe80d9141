import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: timeLayers()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/harness/functions/timeLayers.md","filePath":"api/sluice/harness/functions/timeLayers.md"}');
const _sfc_main = { name: "api/sluice/harness/functions/timeLayers.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/harness</a> / timeLayers</p><h1 id="function-timelayers" tabindex="-1">Function: timeLayers() <a class="header-anchor" href="#function-timelayers" aria-label="Permalink to &quot;Function: timeLayers()&quot;">​</a></h1><blockquote><p><strong>timeLayers</strong>(<code>module</code>: <code>Module</code>, <code>layers</code>: readonly <a href="./../../type-aliases/Layer.html"><code>Layer</code></a>[], <code>tensors</code>: <a href="./../../type-aliases/Tensors.html"><code>Tensors</code></a>, <code>steps?</code>: <code>number</code>): <code>number</code></p></blockquote><p>The median over RUNS runs of <code>steps</code> steps each, µs a step, after as many to warm up.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>module</code></td><td><code>Module</code></td></tr><tr><td><code>layers</code></td><td>readonly <a href="./../../type-aliases/Layer.html"><code>Layer</code></a>[]</td></tr><tr><td><code>tensors</code></td><td><a href="./../../type-aliases/Tensors.html"><code>Tensors</code></a></td></tr><tr><td><code>steps?</code></td><td><code>number</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>number</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/harness/functions/timeLayers.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const timeLayers = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  timeLayers as default
};
