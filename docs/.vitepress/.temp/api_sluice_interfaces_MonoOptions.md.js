import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: MonoOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/MonoOptions.md","filePath":"api/sluice/interfaces/MonoOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/MonoOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / MonoOptions</p><h1 id="interface-monooptions" tabindex="-1">Interface: MonoOptions <a class="header-anchor" href="#interface-monooptions" aria-label="Permalink to &quot;Interface: MonoOptions&quot;">​</a></h1><p>What is made of a sound&#39;s channels.</p><h2 id="extended-by" tabindex="-1">Extended by <a class="header-anchor" href="#extended-by" aria-label="Permalink to &quot;Extended by&quot;">​</a></h2><ul><li><a href="./AudioFileOptions.html"><code>AudioFileOptions</code></a></li><li><a href="./AudioStreamOptions.html"><code>AudioStreamOptions</code></a></li><li><a href="./ReadAudioOptions.html"><code>ReadAudioOptions</code></a></li><li><a href="./../train/interfaces/DatasetOptions.html"><code>DatasetOptions</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-channel"></a> <code>channel?</code></td><td><code>readonly</code></td><td><code>number</code> | <code>&quot;mix&quot;</code></td><td>A channel&#39;s number, from 1, or the mean of all. <strong>Default</strong> <code>&#39;mix&#39;</code></td></tr><tr><td><a id="property-gain"></a> <code>gain?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>What every sample is multiplied by. <strong>Default</strong> <code>1</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/MonoOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const MonoOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  MonoOptions as default
};
