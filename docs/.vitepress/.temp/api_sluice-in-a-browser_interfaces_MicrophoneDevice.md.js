import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: MicrophoneDevice","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice-in-a-browser/interfaces/MicrophoneDevice.md","filePath":"api/sluice-in-a-browser/interfaces/MicrophoneDevice.md"}');
const _sfc_main = { name: "api/sluice-in-a-browser/interfaces/MicrophoneDevice.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice in a browser</a> / MicrophoneDevice</p><h1 id="interface-microphonedevice" tabindex="-1">Interface: MicrophoneDevice <a class="header-anchor" href="#interface-microphonedevice" aria-label="Permalink to &quot;Interface: MicrophoneDevice&quot;">​</a></h1><p>A microphone that can be chosen.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-deviceid"></a> <code>deviceId</code></td><td><code>readonly</code></td><td><code>string</code></td><td>For <code>microphone({ deviceId })</code> and <code>switchTo</code>. Empty until the person has allowed a microphone once.</td></tr><tr><td><a id="property-label"></a> <code>label</code></td><td><code>readonly</code></td><td><code>string</code></td><td>For people. Empty until the person has allowed a microphone once.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice-in-a-browser/interfaces/MicrophoneDevice.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const MicrophoneDevice = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  MicrophoneDevice as default
};
