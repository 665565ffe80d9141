import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Type Alias: ReplayPace","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/type-aliases/ReplayPace.md","filePath":"api/sluice/type-aliases/ReplayPace.md"}');
const _sfc_main = { name: "api/sluice/type-aliases/ReplayPace.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / ReplayPace</p><h1 id="type-alias-replaypace" tabindex="-1">Type Alias: ReplayPace <a class="header-anchor" href="#type-alias-replaypace" aria-label="Permalink to &quot;Type Alias: ReplayPace&quot;">​</a></h1><blockquote><p><strong>ReplayPace</strong> = <code>&quot;real-time&quot;</code> | <code>&quot;fast&quot;</code></p></blockquote><p><code>real-time</code>: as a live source would give them, dropped where there is no room. <code>fast</code>: held back until there is room.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/type-aliases/ReplayPace.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const ReplayPace = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  ReplayPace as default
};
