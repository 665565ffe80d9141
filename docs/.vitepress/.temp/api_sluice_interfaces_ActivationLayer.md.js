import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: ActivationLayer","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/ActivationLayer.md","filePath":"api/sluice/interfaces/ActivationLayer.md"}');
const _sfc_main = { name: "api/sluice/interfaces/ActivationLayer.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ActivationLayer</p><h1 id="interface-activationlayer" tabindex="-1">Interface: ActivationLayer <a class="header-anchor" href="#interface-activationlayer" aria-label="Permalink to &quot;Interface: ActivationLayer&quot;">​</a></h1><p>y_i = f(x_i)</p><h2 id="extends" tabindex="-1">Extends <a class="header-anchor" href="#extends" aria-label="Permalink to &quot;Extends&quot;">​</a></h2><ul><li><a href="./Named.html"><code>Named</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th><th>Inherited from</th></tr></thead><tbody><tr><td><a id="property-from"></a> <code>from?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>Names of the layer&#39;s inputs. <strong>Default</strong> <code>the output of the previous layer; for the first layer the network&#39;s input</code></td><td><a href="./Named.html"><code>Named</code></a>.<a href="./Named.html#property-from"><code>from</code></a></td></tr><tr><td><a id="property-function"></a> <code>function</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/ElementwiseFunction.html"><code>ElementwiseFunction</code></a></td><td>-</td><td>-</td></tr><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><code>&quot;activation&quot;</code></td><td>-</td><td>-</td></tr><tr><td><a id="property-name"></a> <code>name</code></td><td><code>readonly</code></td><td><code>string</code></td><td>Name of the layer&#39;s output and prefix of its tensors. Unique; &#39;input&#39; is the network&#39;s input.</td><td><a href="./Named.html"><code>Named</code></a>.<a href="./Named.html#property-name"><code>name</code></a></td></tr><tr><td><a id="property-size"></a> <code>size</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/ActivationLayer.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ActivationLayer = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ActivationLayer as default
};
