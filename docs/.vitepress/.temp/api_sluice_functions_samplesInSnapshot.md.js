import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: samplesInSnapshot()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/samplesInSnapshot.md","filePath":"api/sluice/functions/samplesInSnapshot.md"}');
const _sfc_main = { name: "api/sluice/functions/samplesInSnapshot.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / samplesInSnapshot</p><h1 id="function-samplesinsnapshot" tabindex="-1">Function: samplesInSnapshot() <a class="header-anchor" href="#function-samplesinsnapshot" aria-label="Permalink to &quot;Function: samplesInSnapshot()&quot;">​</a></h1><blockquote><p><strong>samplesInSnapshot</strong>(<code>snapshot</code>: <code>Uint8Array</code>): <code>number</code></p></blockquote><p>How many input samples a stream had taken when it made this snapshot; missing ones count. A stream that continues from the snapshot must be fed from that sample on.</p><p>Throws SluiceError SNAPSHOT_MISMATCH when the bytes are not a snapshot.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>snapshot</code></td><td><code>Uint8Array</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>number</code></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/samplesInSnapshot.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const samplesInSnapshot = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  samplesInSnapshot as default
};
