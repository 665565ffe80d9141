import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: OnnxNetwork","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/OnnxNetwork.md","filePath":"api/sluice/interfaces/OnnxNetwork.md"}');
const _sfc_main = { name: "api/sluice/interfaces/OnnxNetwork.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / OnnxNetwork</p><h1 id="interface-onnxnetwork" tabindex="-1">Interface: OnnxNetwork <a class="header-anchor" href="#interface-onnxnetwork" aria-label="Permalink to &quot;Interface: OnnxNetwork&quot;">​</a></h1><p>An ONNX network that onnxruntime-web runs.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-bytes"></a> <code>bytes</code></td><td><code>readonly</code></td><td><code>Uint8Array</code></td><td>-</td></tr><tr><td><a id="property-signature"></a> <code>signature</code></td><td><code>readonly</code></td><td><a href="./OnnxSignature.html"><code>OnnxSignature</code></a></td><td>Which of its inputs is the signal, which are states, and which are constant.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/OnnxNetwork.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const OnnxNetwork = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  OnnxNetwork as default
};
