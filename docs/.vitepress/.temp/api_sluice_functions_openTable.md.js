import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: openTable()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/openTable.md","filePath":"api/sluice/functions/openTable.md"}');
const _sfc_main = { name: "api/sluice/functions/openTable.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / openTable</p><h1 id="function-opentable" tabindex="-1">Function: openTable() <a class="header-anchor" href="#function-opentable" aria-label="Permalink to &quot;Function: openTable()&quot;">​</a></h1><blockquote><p><strong>openTable</strong>(<code>file</code>: <a href="./../interfaces/TableFile.html"><code>TableFile</code></a> | <code>Blob</code>, <code>options?</code>: <a href="./../interfaces/TableOptions.html"><code>TableOptions</code></a>): <code>Promise</code>&lt;<a href="./../interfaces/Table.html"><code>Table</code></a>&gt;</p></blockquote><p>Looks at the first rows of a table (CSV, TSV and their relatives) and finds out its separator, header, decimal signs, times and columns. <code>table.rows()</code> then goes through it in order of time, in memory that does not grow with the file; <code>table.format</code> says what was recognised, assumed and left out.</p><pre><code>const table = await openTable(fileInput.files[0]);
const channels = table.channels.map(({ name }) =&gt; name);
const source = rows(table.rows(), { channels: channels.length });
const stream = await openStream({ source, model: seriesModel({ channels }) });
</code></pre><p><code>file</code>: a Blob, a file of <code>openTableFile</code> (Node), or text in memory by <code>memoryTable</code>.</p><p>Throws TypeError and RangeError for wrong options, and SluiceError DATA_UNUSABLE, with the option that mends it, where there are no times or numbers.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>file</code></td><td><a href="./../interfaces/TableFile.html"><code>TableFile</code></a> | <code>Blob</code></td></tr><tr><td><code>options?</code></td><td><a href="./../interfaces/TableOptions.html"><code>TableOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../interfaces/Table.html"><code>Table</code></a>&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/openTable.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const openTable = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  openTable as default
};
