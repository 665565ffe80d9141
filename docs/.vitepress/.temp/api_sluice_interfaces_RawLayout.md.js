import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: RawLayout","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/RawLayout.md","filePath":"api/sluice/interfaces/RawLayout.md"}');
const _sfc_main = { name: "api/sluice/interfaces/RawLayout.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / RawLayout</p><h1 id="interface-rawlayout" tabindex="-1">Interface: RawLayout <a class="header-anchor" href="#interface-rawlayout" aria-label="Permalink to &quot;Interface: RawLayout&quot;">​</a></h1><p>What raw bytes are taken for.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-channels"></a> <code>channels</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Interleaved.</td></tr><tr><td><a id="property-explicit"></a> <code>explicit</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>Whether the caller said that it is raw: then nothing is recognised.</td></tr><tr><td><a id="property-format"></a> <code>format</code></td><td><code>readonly</code></td><td><code>&quot;u8&quot;</code> | <code>&quot;s16le&quot;</code> | <code>&quot;s24le&quot;</code> | <code>&quot;s32le&quot;</code> | <code>&quot;f32le&quot;</code> | <code>&quot;f64le&quot;</code> | <code>&quot;s8&quot;</code> | <code>&quot;s16be&quot;</code> | <code>&quot;s24be&quot;</code> | <code>&quot;s32be&quot;</code> | <code>&quot;f32be&quot;</code> | <code>&quot;f64be&quot;</code> | <code>&quot;mulaw&quot;</code> | <code>&quot;alaw&quot;</code></td><td>-</td></tr><tr><td><a id="property-samplerate"></a> <code>sampleRate</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Hz</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/RawLayout.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RawLayout = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RawLayout as default
};
