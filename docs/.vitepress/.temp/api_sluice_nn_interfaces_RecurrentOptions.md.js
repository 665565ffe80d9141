import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: RecurrentOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/nn/interfaces/RecurrentOptions.md","filePath":"api/sluice/nn/interfaces/RecurrentOptions.md"}');
const _sfc_main = { name: "api/sluice/nn/interfaces/RecurrentOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/nn</a> / RecurrentOptions</p><h1 id="interface-recurrentoptions" tabindex="-1">Interface: RecurrentOptions <a class="header-anchor" href="#interface-recurrentoptions" aria-label="Permalink to &quot;Interface: RecurrentOptions&quot;">​</a></h1><p>The options of torch.nn, in camel case.</p><h2 id="extended-by" tabindex="-1">Extended by <a class="header-anchor" href="#extended-by" aria-label="Permalink to &quot;Extended by&quot;">​</a></h2><ul><li><a href="./RnnOptions.html"><code>RnnOptions</code></a></li><li><a href="./LstmOptions.html"><code>LstmOptions</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-batchfirst"></a> <code>batchFirst?</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>Whether sequences are (batch, time, features) instead of (time, batch, features). <strong>Default</strong> <code>false</code></td></tr><tr><td><a id="property-bias"></a> <code>bias?</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td><strong>Default</strong> <code>true</code></td></tr><tr><td><a id="property-bidirectional"></a> <code>bidirectional?</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>Whether a second network reads the sequence backwards. Such a network cannot <code>step</code>. <strong>Default</strong> <code>false</code></td></tr><tr><td><a id="property-dropout"></a> <code>dropout?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Accepted so that the options of training can be passed; it has no effect here. <strong>Default</strong> <code>0</code></td></tr><tr><td><a id="property-hiddensize"></a> <code>hiddenSize</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-inputsize"></a> <code>inputSize</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-numlayers"></a> <code>numLayers?</code></td><td><code>readonly</code></td><td><code>number</code></td><td><strong>Default</strong> <code>1</code></td></tr><tr><td><a id="property-seed"></a> <code>seed?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Seed of the initial weights. <strong>Default</strong> <code>0</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/nn/interfaces/RecurrentOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RecurrentOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RecurrentOptions as default
};
