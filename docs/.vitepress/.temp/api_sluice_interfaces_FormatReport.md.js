import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: FormatReport","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/FormatReport.md","filePath":"api/sluice/interfaces/FormatReport.md"}');
const _sfc_main = { name: "api/sluice/interfaces/FormatReport.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / FormatReport</p><h1 id="interface-formatreport" tabindex="-1">Interface: FormatReport <a class="header-anchor" href="#interface-formatreport" aria-label="Permalink to &quot;Interface: FormatReport&quot;">​</a></h1><p>What a reader found, what it had to assume, and what a person should know.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-assumed"></a> <code>assumed</code></td><td><code>readonly</code></td><td>readonly <code>string</code>[]</td><td>What the input does not say and the reader chose, one clause each, with the option that changes it.</td></tr><tr><td><a id="property-facts"></a> <code>facts</code></td><td><code>readonly</code></td><td><code>Readonly</code>&lt;<code>Record</code>&lt;<code>string</code>, <a href="./../type-aliases/FormatFact.html"><code>FormatFact</code></a>&gt;&gt;</td><td>The same and more by name, with units in the names: <code>{ container: &#39;WAV&#39;, sampleRateHz: 16000, … }</code>.</td></tr><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><code>&quot;model&quot;</code> | <code>&quot;sound&quot;</code> | <code>&quot;table&quot;</code></td><td>-</td></tr><tr><td><a id="property-recognised"></a> <code>recognised</code></td><td><code>readonly</code></td><td><code>string</code></td><td>One short line: <code>WAV, MS ADPCM, 16000 Hz, 1 channel</code>.</td></tr><tr><td><a id="property-warnings"></a> <code>warnings</code></td><td><code>readonly</code></td><td>readonly <code>string</code>[]</td><td>What was left out or looks wrong, one clause each, with the option that mends it.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/FormatReport.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const FormatReport = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  FormatReport as default
};
