import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: pcmStdin()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/pcmStdin.md","filePath":"api/sluice/functions/pcmStdin.md"}');
const _sfc_main = { name: "api/sluice/functions/pcmStdin.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / pcmStdin</p><h1 id="function-pcmstdin" tabindex="-1">Function: pcmStdin() <a class="header-anchor" href="#function-pcmstdin" aria-label="Permalink to &quot;Function: pcmStdin()&quot;">​</a></h1><blockquote><p><strong>pcmStdin</strong>(<code>options</code>: <a href="./../interfaces/PcmOptions.html"><code>PcmOptions</code></a>): <a href="./../interfaces/Source.html"><code>Source</code></a></p></blockquote><p>Raw PCM from standard input.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>options</code></td><td><a href="./../interfaces/PcmOptions.html"><code>PcmOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/Source.html"><code>Source</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/pcmStdin.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const pcmStdin = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  pcmStdin as default
};
