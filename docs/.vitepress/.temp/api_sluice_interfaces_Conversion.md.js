import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Conversion","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Conversion.md","filePath":"api/sluice/interfaces/Conversion.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Conversion.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Conversion</p><h1 id="interface-conversion" tabindex="-1">Interface: Conversion <a class="header-anchor" href="#interface-conversion" aria-label="Permalink to &quot;Interface: Conversion&quot;">​</a></h1><p>How a model came from another program&#39;s file.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-assumed"></a> <code>assumed</code></td><td><code>readonly</code></td><td>readonly <code>string</code>[]</td><td>What was assumed and accepted.</td></tr><tr><td><a id="property-evidence"></a> <code>evidence</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/ConversionEvidence.html"><code>ConversionEvidence</code></a></td><td>-</td></tr><tr><td><a id="property-from"></a> <code>from</code></td><td><code>readonly</code></td><td><code>string</code></td><td>What the file was recognised as.</td></tr><tr><td><a id="property-golden"></a> <code>golden</code></td><td><code>readonly</code></td><td><code>&quot;original&quot;</code> | <code>&quot;converted&quot;</code></td><td>Who made the golden vector: the original, or this program from what was converted.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Conversion.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Conversion = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Conversion as default
};
