import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: MicrophoneOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice-in-a-browser/interfaces/MicrophoneOptions.md","filePath":"api/sluice-in-a-browser/interfaces/MicrophoneOptions.md"}');
const _sfc_main = { name: "api/sluice-in-a-browser/interfaces/MicrophoneOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice in a browser</a> / MicrophoneOptions</p><h1 id="interface-microphoneoptions" tabindex="-1">Interface: MicrophoneOptions <a class="header-anchor" href="#interface-microphoneoptions" aria-label="Permalink to &quot;Interface: MicrophoneOptions&quot;">​</a></h1><p>Which microphone, and how.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-constraints"></a> <code>constraints?</code></td><td><code>readonly</code></td><td><code>MediaTrackConstraints</code></td><td>Added to <code>{ echoCancellation: false, noiseSuppression: false, autoGainControl: false }</code>.</td></tr><tr><td><a id="property-context"></a> <code>context?</code></td><td><code>readonly</code></td><td><code>AudioContext</code></td><td>Your own context to capture in; it is not closed. <strong>Default</strong> <code>a new one, at the rate of the system</code></td></tr><tr><td><a id="property-deviceid"></a> <code>deviceId?</code></td><td><code>readonly</code></td><td><code>string</code></td><td>One of <code>listMicrophones()</code>. <strong>Default</strong> <code>the system&#39;s default</code></td></tr><tr><td><a id="property-workleturl"></a> <code>workletUrl?</code></td><td><code>readonly</code></td><td><code>string</code> | <code>URL</code></td><td>Where <code>capture.js</code> of this package is served. <strong>Default</strong> <code>beside this module</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice-in-a-browser/interfaces/MicrophoneOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const MicrophoneOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  MicrophoneOptions as default
};
