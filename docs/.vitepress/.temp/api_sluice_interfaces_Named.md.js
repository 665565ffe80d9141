import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Named","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Named.md","filePath":"api/sluice/interfaces/Named.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Named.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Named</p><h1 id="interface-named" tabindex="-1">Interface: Named <a class="header-anchor" href="#interface-named" aria-label="Permalink to &quot;Interface: Named&quot;">​</a></h1><p>What all layers have. Values between layers are vectors. A vector with several frames holds frame after frame, each with its channels side by side.</p><h2 id="extended-by" tabindex="-1">Extended by <a class="header-anchor" href="#extended-by" aria-label="Permalink to &quot;Extended by&quot;">​</a></h2><ul><li><a href="./ActivationLayer.html"><code>ActivationLayer</code></a></li><li><a href="./Conv1dLayer.html"><code>Conv1dLayer</code></a></li><li><a href="./DenseLayer.html"><code>DenseLayer</code></a></li><li><a href="./GatherLayer.html"><code>GatherLayer</code></a></li><li><a href="./GruLayer.html"><code>GruLayer</code></a></li><li><a href="./LayerNormLayer.html"><code>LayerNormLayer</code></a></li><li><a href="./LstmLayer.html"><code>LstmLayer</code></a></li><li><a href="./RnnLayer.html"><code>RnnLayer</code></a></li><li><a href="./ScaleLayer.html"><code>ScaleLayer</code></a></li><li><a href="./SoftmaxLayer.html"><code>SoftmaxLayer</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-from"></a> <code>from?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>Names of the layer&#39;s inputs. <strong>Default</strong> <code>the output of the previous layer; for the first layer the network&#39;s input</code></td></tr><tr><td><a id="property-name"></a> <code>name</code></td><td><code>readonly</code></td><td><code>string</code></td><td>Name of the layer&#39;s output and prefix of its tensors. Unique; &#39;input&#39; is the network&#39;s input.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Named.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Named = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Named as default
};
