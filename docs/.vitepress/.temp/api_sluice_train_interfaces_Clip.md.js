import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Clip","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/interfaces/Clip.md","filePath":"api/sluice/train/interfaces/Clip.md"}');
const _sfc_main = { name: "api/sluice/train/interfaces/Clip.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / Clip</p><h1 id="interface-clip" tabindex="-1">Interface: Clip <a class="header-anchor" href="#interface-clip" aria-label="Permalink to &quot;Interface: Clip&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-from"></a> <code>from</code></td><td><code>readonly</code></td><td><code>number</code></td><td>First sample and number of samples in the shared array.</td></tr><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><code>&quot;speech&quot;</code> | <code>&quot;synthetic&quot;</code> | <code>&quot;noise&quot;</code></td><td>&#39;speech&#39;: said by a person; &#39;synthetic&#39;: by a machine; &#39;noise&#39;: no speech, and may be cut anywhere.</td></tr><tr><td><a id="property-label"></a> <code>label</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Index into the labels; 0 is the background.</td></tr><tr><td><a id="property-length"></a> <code>length</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><a id="property-name"></a> <code>name</code></td><td><code>readonly</code></td><td><code>string</code></td><td>Folder and file, for reports.</td></tr><tr><td><a id="property-speaker"></a> <code>speaker</code></td><td><code>readonly</code></td><td><code>string</code></td><td>Whose it is: see speakers.ts. Of noise: empty.</td></tr><tr><td><a id="property-split"></a> <code>split</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/Split.html"><code>Split</code></a></td><td>No speaker is in two, unless <code>Dataset.splitBy</code> is &#39;clip&#39;.</td></tr><tr><td><a id="property-wordfrom"></a> <code>wordFrom</code></td><td><code>readonly</code></td><td><code>number</code></td><td>The word&#39;s place, in samples from the clip&#39;s start, found by its energy: see placement.ts.</td></tr><tr><td><a id="property-wordto"></a> <code>wordTo</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/interfaces/Clip.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Clip = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Clip as default
};
