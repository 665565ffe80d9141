import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: DescribedModel","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/type-aliases/DescribedModel.md","filePath":"api/sluice/train/type-aliases/DescribedModel.md"}');
const _sfc_main = { name: "api/sluice/train/type-aliases/DescribedModel.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / DescribedModel</p><h1 id="type-alias-describedmodel" tabindex="-1">Type Alias: DescribedModel <a class="header-anchor" href="#type-alias-describedmodel" aria-label="Permalink to &quot;Type Alias: DescribedModel&quot;">​</a></h1><blockquote><p><strong>DescribedModel</strong> = <code>Pick</code>&lt;<a href="./../../interfaces/Model.html"><code>Model</code></a>, <code>&quot;name&quot;</code> | <code>&quot;labels&quot;</code> | <code>&quot;frontEnd&quot;</code>&gt; &amp; <code>Partial</code>&lt;<code>Pick</code>&lt;<a href="./../../interfaces/Model.html"><code>Model</code></a>, <code>&quot;detector&quot;</code> | <code>&quot;provenance&quot;</code>&gt;&gt;</p></blockquote><p>What a model needs beside its trained network.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/type-aliases/DescribedModel.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const DescribedModel = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  DescribedModel as default
};
