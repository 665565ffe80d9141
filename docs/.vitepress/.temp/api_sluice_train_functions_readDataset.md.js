import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: readDataset()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/readDataset.md","filePath":"api/sluice/train/functions/readDataset.md"}');
const _sfc_main = { name: "api/sluice/train/functions/readDataset.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / readDataset</p><h1 id="function-readdataset" tabindex="-1">Function: readDataset() <a class="header-anchor" href="#function-readdataset" aria-label="Permalink to &quot;Function: readDataset()&quot;">​</a></h1><blockquote><p><strong>readDataset</strong>(<code>options</code>: <a href="./../interfaces/DatasetOptions.html"><code>DatasetOptions</code></a>): <code>Promise</code>&lt;<a href="./../interfaces/Dataset.html"><code>Dataset</code></a>&gt;</p></blockquote><p>Throws SluiceError DATA_UNUSABLE where there are fewer than two labels&#39; worth of clips. Files that are not audio are left out, with a warning.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options</code></td><td><a href="./../interfaces/DatasetOptions.html"><code>DatasetOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../interfaces/Dataset.html"><code>Dataset</code></a>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/readDataset.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const readDataset = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  readDataset as default
};
