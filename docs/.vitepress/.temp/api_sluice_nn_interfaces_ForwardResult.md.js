import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: ForwardResult","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/nn/interfaces/ForwardResult.md","filePath":"api/sluice/nn/interfaces/ForwardResult.md"}');
const _sfc_main = { name: "api/sluice/nn/interfaces/ForwardResult.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/nn</a> / ForwardResult</p><h1 id="interface-forwardresult" tabindex="-1">Interface: ForwardResult <a class="header-anchor" href="#interface-forwardresult" aria-label="Permalink to &quot;Interface: ForwardResult&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-hidden"></a> <code>hidden</code></td><td><code>readonly</code></td><td><a href="./NdArray.html"><code>NdArray</code></a></td><td>The last state of each layer and direction: (numLayers * directions, batch, hiddenSize).</td></tr><tr><td><a id="property-output"></a> <code>output</code></td><td><code>readonly</code></td><td><a href="./NdArray.html"><code>NdArray</code></a></td><td>The top layer&#39;s states: (time, batch, directions * hiddenSize); with <code>batchFirst</code> (batch, time, ...).</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/nn/interfaces/ForwardResult.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ForwardResult = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ForwardResult as default
};
