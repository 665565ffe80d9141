import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: PcmOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/PcmOptions.md","filePath":"api/sluice/interfaces/PcmOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/PcmOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / PcmOptions</p><h1 id="interface-pcmoptions" tabindex="-1">Interface: PcmOptions <a class="header-anchor" href="#interface-pcmoptions" aria-label="Permalink to &quot;Interface: PcmOptions&quot;">​</a></h1><p>What the bytes mean.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-channels"></a> <code>channels?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Interleaved channels; they are mixed to mono. <strong>Default</strong> <code>1</code></td></tr><tr><td><a id="property-format"></a> <code>format?</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/PcmFormat.html"><code>PcmFormat</code></a></td><td><strong>Default</strong> <code>&#39;s16le&#39;</code></td></tr><tr><td><a id="property-live"></a> <code>live?</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>Whether the writer of the bytes does not wait, as a microphone does not. What finds no room then waits here, a second of samples and the longest chunk at most; more is dropped, and over <code>maxLatencyMs</code> samples are skipped. Otherwise the writer is held back. <strong>Default</strong> <code>false</code></td></tr><tr><td><a id="property-name"></a> <code>name?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>For people. <strong>Default</strong> <code>&#39;PCM&#39;</code></td></tr><tr><td><a id="property-samplerate"></a> <code>sampleRate</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Of the samples, in Hz.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/PcmOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const PcmOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  PcmOptions as default
};
