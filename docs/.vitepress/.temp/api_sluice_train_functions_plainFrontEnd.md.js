import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: plainFrontEnd()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/train/functions/plainFrontEnd.md","filePath":"api/sluice/train/functions/plainFrontEnd.md"}');
const _sfc_main = { name: "api/sluice/train/functions/plainFrontEnd.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/train</a> / plainFrontEnd</p><h1 id="function-plainfrontend" tabindex="-1">Function: plainFrontEnd() <a class="header-anchor" href="#function-plainfrontend" aria-label="Permalink to &quot;Function: plainFrontEnd()&quot;">​</a></h1><blockquote><p><strong>plainFrontEnd</strong>(<code>sampleRate</code>: <code>number</code>, <code>hopMs</code>: <code>number</code>, <code>windowMs</code>: <code>number</code>, <code>bands</code>: <code>number</code>): <a href="./../../interfaces/LogMelSpec.html"><code>LogMelSpec</code></a></p></blockquote><p>A log-mel front end without its mean and deviation, which are measured later.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>sampleRate</code></td><td><code>number</code></td></tr><tr><td><code>hopMs</code></td><td><code>number</code></td></tr><tr><td><code>windowMs</code></td><td><code>number</code></td></tr><tr><td><code>bands</code></td><td><code>number</code></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../../interfaces/LogMelSpec.html"><code>LogMelSpec</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/train/functions/plainFrontEnd.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const plainFrontEnd = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  plainFrontEnd as default
};
