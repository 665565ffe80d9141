import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: EngineOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/EngineOptions.md","filePath":"api/sluice/interfaces/EngineOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/EngineOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / EngineOptions</p><h1 id="interface-engineoptions" tabindex="-1">Interface: EngineOptions <a class="header-anchor" href="#interface-engineoptions" aria-label="Permalink to &quot;Interface: EngineOptions&quot;">​</a></h1><p>What <code>createEngine</code> takes.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-kernel"></a> <code>kernel?</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/KernelSource.html"><code>KernelSource</code></a></td><td>The kernel&#39;s WebAssembly, where it does not lie beside this package&#39;s code.</td></tr><tr><td><a id="property-transport"></a> <code>transport?</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/TransportChoice.html"><code>TransportChoice</code></a></td><td><strong>Default</strong> <code>&#39;auto&#39;</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/EngineOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const EngineOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  EngineOptions as default
};
