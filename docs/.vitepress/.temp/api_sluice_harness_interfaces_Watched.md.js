import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Watched","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/harness/interfaces/Watched.md","filePath":"api/sluice/harness/interfaces/Watched.md"}');
const _sfc_main = { name: "api/sluice/harness/interfaces/Watched.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/harness</a> / Watched</p><h1 id="interface-watched" tabindex="-1">Interface: Watched <a class="header-anchor" href="#interface-watched" aria-label="Permalink to &quot;Interface: Watched&quot;">​</a></h1><p>Events of a thread during the measurement. Null: the platform does not report them.</p><h2 id="extended-by" tabindex="-1">Extended by <a class="header-anchor" href="#extended-by" aria-label="Permalink to &quot;Extended by&quot;">​</a></h2><ul><li><a href="./LatencyReport.html"><code>LatencyReport</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-collections"></a> <code>collections</code></td><td><code>readonly</code></td><td>{ <code>count</code>: <code>number</code>; <code>totalMs</code>: <code>number</code>; <code>worstMs</code>: <code>number</code>; } | <code>null</code></td><td>-</td></tr><tr><td><a id="property-loopdelay"></a> <code>loopDelay</code></td><td><code>readonly</code></td><td>{ <code>p50Ms</code>: <code>number</code>; <code>p99Ms</code>: <code>number</code>; <code>worstMs</code>: <code>number</code>; } | <code>null</code></td><td>Of the measuring thread&#39;s event loop: how much later than due it turned.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/harness/interfaces/Watched.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Watched = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Watched as default
};
