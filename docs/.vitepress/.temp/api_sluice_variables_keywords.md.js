import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Variable: keywords","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/variables/keywords.md","filePath":"api/sluice/variables/keywords.md"}');
const _sfc_main = { name: "api/sluice/variables/keywords.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / keywords</p><h1 id="variable-keywords" tabindex="-1">Variable: keywords <a class="header-anchor" href="#variable-keywords" aria-label="Permalink to &quot;Variable: keywords&quot;">​</a></h1><blockquote><p><code>const</code> <strong>keywords</strong>: <code>URL</code></p></blockquote><p>The keyword model of the package: alexa, computer, jarvis, smart mirror, snowboy, view glass, yes, no, up, down, left, right, on, off, stop, go. Give it to <code>openStream</code> as <code>model</code>. The model card in the documentation says how good it is, and on whose data it was trained.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/variables/keywords.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const keywords = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  keywords as default
};
