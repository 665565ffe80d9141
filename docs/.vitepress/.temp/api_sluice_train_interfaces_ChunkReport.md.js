import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: ChunkReport","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/ChunkReport.md","filePath":"api/sluice/train/interfaces/ChunkReport.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/ChunkReport.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / ChunkReport</p><h1 id="interface-chunkreport" tabindex="-1">Interface: ChunkReport <a class="header-anchor" href="#interface-chunkreport" aria-label="Permalink to &quot;Interface: ChunkReport&quot;">​</a></h1><p>A shard&#39;s report of a chunk.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-loss"></a> <code>loss</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-rightframes"></a> <code>rightFrames</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-shard"></a> <code>shard</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-weight"></a> <code>weight</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-wordframes"></a> <code>wordFrames</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Frames inside a word&#39;s zone, and how many of them give the right label the highest score.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/ChunkReport.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ChunkReport = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ChunkReport as default
};
