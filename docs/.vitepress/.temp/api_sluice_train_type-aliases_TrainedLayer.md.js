import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: TrainedLayer","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/type-aliases/TrainedLayer.md","filePath":"api/sluice/train/type-aliases/TrainedLayer.md"}');
const _sfc_main = { name: "api/sluice/train/type-aliases/TrainedLayer.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / TrainedLayer</p><h1 id="type-alias-trainedlayer" tabindex="-1">Type Alias: TrainedLayer <a class="header-anchor" href="#type-alias-trainedlayer" aria-label="Permalink to &quot;Type Alias: TrainedLayer&quot;">​</a></h1><blockquote><p><strong>TrainedLayer</strong> = <a href="./../../type-aliases/RecurrentLayer.html"><code>RecurrentLayer</code></a> | <a href="./../../interfaces/DenseLayer.html"><code>DenseLayer</code></a></p></blockquote><p>What can be trained: recurrent layers in their common form, then a dense one.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/type-aliases/TrainedLayer.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const TrainedLayer = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  TrainedLayer as default
};
