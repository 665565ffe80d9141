import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: OnnxSignature","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/OnnxSignature.md","filePath":"api/sluice/interfaces/OnnxSignature.md"}');
const _sfc_main = { name: "api/sluice/interfaces/OnnxSignature.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / OnnxSignature</p><h1 id="interface-onnxsignature" tabindex="-1">Interface: OnnxSignature <a class="header-anchor" href="#interface-onnxsignature" aria-label="Permalink to &quot;Interface: OnnxSignature&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-fixed"></a> <code>fixed</code></td><td><code>readonly</code></td><td>readonly <code>object</code>[]</td><td>Inputs that are one whole number for good: a sample rate.</td></tr><tr><td><a id="property-input"></a> <code>input</code></td><td><code>readonly</code></td><td><code>object</code></td><td>-</td></tr><tr><td><code>input.name</code></td><td><code>readonly</code></td><td><code>string</code></td><td>-</td></tr><tr><td><code>input.shape</code></td><td><code>readonly</code></td><td>readonly <code>number</code>[]</td><td>-</td></tr><tr><td><code>input.time</code></td><td><code>readonly</code></td><td><code>number</code> | <code>null</code></td><td>-</td></tr><tr><td><a id="property-output"></a> <code>output</code></td><td><code>readonly</code></td><td><code>string</code></td><td>-</td></tr><tr><td><a id="property-states"></a> <code>states</code></td><td><code>readonly</code></td><td>readonly <a href="./StatePair.html"><code>StatePair</code></a>[]</td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/OnnxSignature.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const OnnxSignature = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  OnnxSignature as default
};
