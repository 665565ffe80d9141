import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"sluice/nn","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/nn/index.md","filePath":"api/sluice/nn/index.md"}');
const _sfc_main = { name: "api/sluice/nn/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / sluice/nn</p><h1 id="sluicenn" tabindex="-1">sluice/nn <a class="header-anchor" href="#sluicenn" aria-label="Permalink to &quot;sluice/nn&quot;">​</a></h1><p>Recurrent layers with PyTorch&#39;s names and numbers, offline.</p><h2 id="classes" tabindex="-1">Classes <a class="header-anchor" href="#classes" aria-label="Permalink to &quot;Classes&quot;">​</a></h2><ul><li><a href="./classes/GRU.html">GRU</a></li><li><a href="./classes/LSTM.html">LSTM</a></li><li><a href="./classes/RNN.html">RNN</a></li></ul><h2 id="interfaces" tabindex="-1">Interfaces <a class="header-anchor" href="#interfaces" aria-label="Permalink to &quot;Interfaces&quot;">​</a></h2><ul><li><a href="./interfaces/ForwardResult.html">ForwardResult</a></li><li><a href="./interfaces/HiddenStateNetwork.html">HiddenStateNetwork</a></li><li><a href="./interfaces/LstmOptions.html">LstmOptions</a></li><li><a href="./interfaces/LstmResult.html">LstmResult</a></li><li><a href="./interfaces/LstmState.html">LstmState</a></li><li><a href="./interfaces/NdArray.html">NdArray</a></li><li><a href="./interfaces/RecurrentOptions.html">RecurrentOptions</a></li><li><a href="./interfaces/RnnOptions.html">RnnOptions</a></li></ul><h2 id="type-aliases" tabindex="-1">Type Aliases <a class="header-anchor" href="#type-aliases" aria-label="Permalink to &quot;Type Aliases&quot;">​</a></h2><ul><li><a href="./type-aliases/Nested.html">Nested</a></li></ul><h2 id="functions" tabindex="-1">Functions <a class="header-anchor" href="#functions" aria-label="Permalink to &quot;Functions&quot;">​</a></h2><ul><li><a href="./functions/ndarray.html">ndarray</a></li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/nn/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
