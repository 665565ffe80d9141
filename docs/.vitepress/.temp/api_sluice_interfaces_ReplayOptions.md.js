import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: ReplayOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/ReplayOptions.md","filePath":"api/sluice/interfaces/ReplayOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/ReplayOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ReplayOptions</p><h1 id="interface-replayoptions" tabindex="-1">Interface: ReplayOptions <a class="header-anchor" href="#interface-replayoptions" aria-label="Permalink to &quot;Interface: ReplayOptions&quot;">​</a></h1><p>How samples are replayed.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-blocksamples"></a> <code>blockSamples?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Samples a push. <strong>Default</strong> <code>10 ms of them in real time, 4096 otherwise</code></td></tr><tr><td><a id="property-clock"></a> <code>clock?</code></td><td><code>readonly</code></td><td><a href="./Clock.html"><code>Clock</code></a></td><td>The clock of the schedule. <strong>Default</strong> <code>the platform&#39;s</code></td></tr><tr><td><a id="property-loop"></a> <code>loop?</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>Whether to begin again at the end, for ever. <strong>Default</strong> <code>false</code></td></tr><tr><td><a id="property-name"></a> <code>name?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>For people. <strong>Default</strong> <code>&#39;replay&#39;</code></td></tr><tr><td><a id="property-pace"></a> <code>pace?</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/ReplayPace.html"><code>ReplayPace</code></a></td><td><strong>Default</strong> <code>&#39;fast&#39;</code></td></tr><tr><td><a id="property-samplerate"></a> <code>sampleRate</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Of the samples, in Hz.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/ReplayOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ReplayOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ReplayOptions as default
};
