import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: MonitorSettings","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/MonitorSettings.md","filePath":"api/sluice/interfaces/MonitorSettings.md"}');
const _sfc_main = { name: "api/sluice/interfaces/MonitorSettings.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / MonitorSettings</p><h1 id="interface-monitorsettings" tabindex="-1">Interface: MonitorSettings <a class="header-anchor" href="#interface-monitorsettings" aria-label="Permalink to &quot;Interface: MonitorSettings&quot;">​</a></h1><p>Settings of a monitor: see src/forecast/monitor.ts.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-hidden"></a> <code>hidden</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Units of the fixed random GRU.</td></tr><tr><td><a id="property-learnrows"></a> <code>learnRows</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Rows that are only learned from, without alarms.</td></tr><tr><td><a id="property-seed"></a> <code>seed</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Seed of its weights.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/MonitorSettings.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const MonitorSettings = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  MonitorSettings as default
};
