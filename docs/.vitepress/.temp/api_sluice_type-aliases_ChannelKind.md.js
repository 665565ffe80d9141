import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: ChannelKind","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/ChannelKind.md","filePath":"api/sluice/type-aliases/ChannelKind.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/ChannelKind.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ChannelKind</p><h1 id="type-alias-channelkind" tabindex="-1">Type Alias: ChannelKind <a class="header-anchor" href="#type-alias-channelkind" aria-label="Permalink to &quot;Type Alias: ChannelKind&quot;">​</a></h1><blockquote><p><strong>ChannelKind</strong> = <code>&quot;gauge&quot;</code> | <code>&quot;counter&quot;</code> | <code>&quot;state&quot;</code></p></blockquote></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/ChannelKind.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ChannelKind = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ChannelKind as default
};
