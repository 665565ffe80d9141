import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: openTableFile()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/openTableFile.md","filePath":"api/sluice/functions/openTableFile.md"}');
const _sfc_main = { name: "api/sluice/functions/openTableFile.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / openTableFile</p><h1 id="function-opentablefile" tabindex="-1">Function: openTableFile() <a class="header-anchor" href="#function-opentablefile" aria-label="Permalink to &quot;Function: openTableFile()&quot;">​</a></h1><blockquote><p><strong>openTableFile</strong>(<code>path</code>: <code>string</code>): <code>Promise</code>&lt;<a href="./../interfaces/DiskTable.html"><code>DiskTable</code></a>&gt;</p></blockquote><p>Rejects with the system&#39;s error where the file cannot be read, and for what is no file that can be read at any place.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>path</code></td><td><code>string</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../interfaces/DiskTable.html"><code>DiskTable</code></a>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/openTableFile.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const openTableFile = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  openTableFile as default
};
