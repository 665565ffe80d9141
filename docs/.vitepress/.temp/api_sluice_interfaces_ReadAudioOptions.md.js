import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: ReadAudioOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/ReadAudioOptions.md","filePath":"api/sluice/interfaces/ReadAudioOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/ReadAudioOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ReadAudioOptions</p><h1 id="interface-readaudiooptions" tabindex="-1">Interface: ReadAudioOptions <a class="header-anchor" href="#interface-readaudiooptions" aria-label="Permalink to &quot;Interface: ReadAudioOptions&quot;">​</a></h1><p>How samples are read.</p><h2 id="extends" tabindex="-1">Extends <a class="header-anchor" href="#extends" aria-label="Permalink to &quot;Extends&quot;">​</a></h2><ul><li><a href="./MonoOptions.html"><code>MonoOptions</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th><th>Inherited from</th></tr></thead><tbody><tr><td><a id="property-channel"></a> <code>channel?</code></td><td><code>readonly</code></td><td><code>number</code> | <code>&quot;mix&quot;</code></td><td>A channel&#39;s number, from 1, or the mean of all. <strong>Default</strong> <code>&#39;mix&#39;</code></td><td><a href="./MonoOptions.html"><code>MonoOptions</code></a>.<a href="./MonoOptions.html#property-channel"><code>channel</code></a></td></tr><tr><td><a id="property-gain"></a> <code>gain?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>What every sample is multiplied by. <strong>Default</strong> <code>1</code></td><td><a href="./MonoOptions.html"><code>MonoOptions</code></a>.<a href="./MonoOptions.html#property-gain"><code>gain</code></a></td></tr><tr><td><a id="property-maxsamples"></a> <code>maxSamples?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Samples that are held at most; a longer sound is refused. <strong>Default</strong> <code>2^28: 93 minutes at 48 kHz, a GiB of memory</code></td><td>-</td></tr><tr><td><a id="property-raw"></a> <code>raw?</code></td><td><code>readonly</code></td><td><a href="./RawLayout.html"><code>RawLayout</code></a></td><td>What the samples are in a file without a container. <strong>Default</strong> <code>such a file is refused</code></td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/ReadAudioOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ReadAudioOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ReadAudioOptions as default
};
