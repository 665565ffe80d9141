import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Dataset","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/Dataset.md","filePath":"api/sluice/train/interfaces/Dataset.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/Dataset.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / Dataset</p><h1 id="interface-dataset" tabindex="-1">Interface: Dataset <a class="header-anchor" href="#interface-dataset" aria-label="Permalink to &quot;Interface: Dataset&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-clips"></a> <code>clips</code></td><td><code>readonly</code></td><td>readonly <a href="./Clip.html"><code>Clip</code></a>[]</td><td>-</td></tr><tr><td><a id="property-labels"></a> <code>labels</code></td><td><code>readonly</code></td><td>readonly <code>string</code>[]</td><td>-</td></tr><tr><td><a id="property-naming"></a> <code>naming</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/Naming.html"><code>Naming</code></a></td><td>How speakers are known, the least sure way of any clip; and by what clips were put into splits.</td></tr><tr><td><a id="property-samplerate"></a> <code>sampleRate</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-samples"></a> <code>samples</code></td><td><code>readonly</code></td><td><code>Int16Array</code></td><td>Samples times 32768, on shared memory so that all training threads see one copy.</td></tr><tr><td><a id="property-splitby"></a> <code>splitBy</code></td><td><code>readonly</code></td><td><code>&quot;speaker&quot;</code> | <code>&quot;clip&quot;</code></td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/Dataset.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Dataset = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Dataset as default
};
