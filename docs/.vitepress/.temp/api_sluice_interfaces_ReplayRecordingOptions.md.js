import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: ReplayRecordingOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/ReplayRecordingOptions.md","filePath":"api/sluice/interfaces/ReplayRecordingOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/ReplayRecordingOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ReplayRecordingOptions</p><h1 id="interface-replayrecordingoptions" tabindex="-1">Interface: ReplayRecordingOptions <a class="header-anchor" href="#interface-replayrecordingoptions" aria-label="Permalink to &quot;Interface: ReplayRecordingOptions&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-clock"></a> <code>clock?</code></td><td><code>readonly</code></td><td><a href="./Clock.html"><code>Clock</code></a></td><td>The clock for the schedule. <strong>Default</strong> <code>the platform&#39;s</code></td></tr><tr><td><a id="property-timing"></a> <code>timing?</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>Whether blocks come at the pace at which they were captured, instead of as fast as the stream takes them. <strong>Default</strong> <code>false</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/ReplayRecordingOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ReplayRecordingOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ReplayRecordingOptions as default
};
