import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: Right","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/server/type-aliases/Right.md","filePath":"api/sluice/server/type-aliases/Right.md"}');
const _sfc_main = { name: "api/sluice/server/type-aliases/Right.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../../">API reference</a> / <a href="./../">sluice/server</a> / Right</p><h1 id="type-alias-right" tabindex="-1">Type Alias: Right <a class="header-anchor" href="#type-alias-right" aria-label="Permalink to &quot;Type Alias: Right&quot;">​</a></h1><blockquote><p><strong>Right</strong> = <em>typeof</em> <code>RIGHTS</code>[<code>number</code>]</p></blockquote></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/server/type-aliases/Right.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Right = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Right as default
};
