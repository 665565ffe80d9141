import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Checkpoint","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/Checkpoint.md","filePath":"api/sluice/train/interfaces/Checkpoint.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/Checkpoint.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / Checkpoint</p><h1 id="interface-checkpoint" tabindex="-1">Interface: Checkpoint <a class="header-anchor" href="#interface-checkpoint" aria-label="Permalink to &quot;Interface: Checkpoint&quot;">​</a></h1><p>The state from which a training can be resumed.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-best"></a> <code>best</code></td><td><code>readonly</code></td><td><code>object</code></td></tr><tr><td><code>best.epoch</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><code>best.parameters</code></td><td><code>readonly</code></td><td><code>Float32Array</code></td></tr><tr><td><code>best.score</code></td><td><code>readonly</code></td><td><code>number</code></td></tr><tr><td><a id="property-optimizer"></a> <code>optimizer</code></td><td><code>readonly</code></td><td><a href="./OptimizerState.html"><code>OptimizerState</code></a></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/Checkpoint.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Checkpoint = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Checkpoint as default
};
