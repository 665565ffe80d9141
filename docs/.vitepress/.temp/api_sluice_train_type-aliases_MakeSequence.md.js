import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: MakeSequence","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/type-aliases/MakeSequence.md","filePath":"api/sluice/train/type-aliases/MakeSequence.md"}');
const _sfc_main = { name: "api/sluice/train/type-aliases/MakeSequence.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / MakeSequence</p><h1 id="type-alias-makesequence" tabindex="-1">Type Alias: MakeSequence <a class="header-anchor" href="#type-alias-makesequence" aria-label="Permalink to &quot;Type Alias: MakeSequence&quot;">​</a></h1><blockquote><p><strong>MakeSequence</strong> = (<code>input</code>: (<code>step</code>: <code>number</code>) =&gt; <code>Float32Array</code>, <code>sequence</code>: <code>number</code>) =&gt; readonly <code>number</code>[]</p></blockquote><p>Writes one sequence of the batch: <code>input(step)</code> returns the array for a step&#39;s numbers. Returns the answer&#39;s numbers, or the class of every step, -1 where any class is right.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>input</code></td><td>(<code>step</code>: <code>number</code>) =&gt; <code>Float32Array</code></td></tr><tr><td><code>sequence</code></td><td><code>number</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p>readonly <code>number</code>[]</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/type-aliases/MakeSequence.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const MakeSequence = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  MakeSequence as default
};
