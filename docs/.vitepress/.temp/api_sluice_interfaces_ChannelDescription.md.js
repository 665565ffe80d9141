import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: ChannelDescription","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/ChannelDescription.md","filePath":"api/sluice/interfaces/ChannelDescription.md"}');
const _sfc_main = { name: "api/sluice/interfaces/ChannelDescription.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ChannelDescription</p><h1 id="interface-channeldescription" tabindex="-1">Interface: ChannelDescription <a class="header-anchor" href="#interface-channeldescription" aria-label="Permalink to &quot;Interface: ChannelDescription&quot;">​</a></h1><p>A channel as a model and a page may want to know it.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/ChannelKind.html"><code>ChannelKind</code></a></td><td>gauge: any number; counter: a number that only grows; state: off and on, as 0 and 1.</td></tr><tr><td><a id="property-name"></a> <code>name</code></td><td><code>readonly</code></td><td><code>string</code></td><td>-</td></tr><tr><td><a id="property-unit"></a> <code>unit</code></td><td><code>readonly</code></td><td><code>string</code> | <code>null</code></td><td>As the file writes it; null where it says none.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/ChannelDescription.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ChannelDescription = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ChannelDescription as default
};
