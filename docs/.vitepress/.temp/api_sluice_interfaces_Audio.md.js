import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Audio","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Audio.md","filePath":"api/sluice/interfaces/Audio.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Audio.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Audio</p><h1 id="interface-audio" tabindex="-1">Interface: Audio <a class="header-anchor" href="#interface-audio" aria-label="Permalink to &quot;Interface: Audio&quot;">​</a></h1><p>What a sound holds.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-report"></a> <code>report</code></td><td><code>readonly</code></td><td><a href="./FormatReport.html"><code>FormatReport</code></a></td><td>Container, codec, rate, channels, what was assumed, and the warnings again, each without the file&#39;s name.</td></tr><tr><td><a id="property-samplerate"></a> <code>sampleRate</code></td><td><code>readonly</code></td><td><code>number</code></td><td>In Hz.</td></tr><tr><td><a id="property-samples"></a> <code>samples</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td><td>One channel or the mean of all, from -1 to 1. Never empty.</td></tr><tr><td><a id="property-warnings"></a> <code>warnings</code></td><td><code>readonly</code></td><td>readonly <code>string</code>[]</td><td>Sentences for people: what looks wrong, and what was wrong with a file that could be read all the same.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Audio.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Audio = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Audio as default
};
