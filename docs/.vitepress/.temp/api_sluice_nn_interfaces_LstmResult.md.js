import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: LstmResult","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/nn/interfaces/LstmResult.md","filePath":"api/sluice/nn/interfaces/LstmResult.md"}');
const _sfc_main = { name: "api/sluice/nn/interfaces/LstmResult.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/nn</a> / LstmResult</p><h1 id="interface-lstmresult" tabindex="-1">Interface: LstmResult <a class="header-anchor" href="#interface-lstmresult" aria-label="Permalink to &quot;Interface: LstmResult&quot;">​</a></h1><h2 id="extends" tabindex="-1">Extends <a class="header-anchor" href="#extends" aria-label="Permalink to &quot;Extends&quot;">​</a></h2><ul><li><a href="./LstmState.html"><code>LstmState</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th><th>Inherited from</th></tr></thead><tbody><tr><td><a id="property-cell"></a> <code>cell</code></td><td><code>readonly</code></td><td><a href="./NdArray.html"><code>NdArray</code></a></td><td>(numLayers * directions, batch, hiddenSize)</td><td><a href="./LstmState.html"><code>LstmState</code></a>.<a href="./LstmState.html#property-cell"><code>cell</code></a></td></tr><tr><td><a id="property-hidden"></a> <code>hidden</code></td><td><code>readonly</code></td><td><a href="./NdArray.html"><code>NdArray</code></a></td><td>(numLayers * directions, batch, projSize or hiddenSize)</td><td><a href="./LstmState.html"><code>LstmState</code></a>.<a href="./LstmState.html#property-hidden"><code>hidden</code></a></td></tr><tr><td><a id="property-output"></a> <code>output</code></td><td><code>readonly</code></td><td><a href="./NdArray.html"><code>NdArray</code></a></td><td>(time, batch, directions * (projSize or hiddenSize)); with <code>batchFirst</code> (batch, time, ...).</td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/nn/interfaces/LstmResult.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const LstmResult = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  LstmResult as default
};
