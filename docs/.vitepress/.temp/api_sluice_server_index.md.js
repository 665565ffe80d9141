import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"sluice/server","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/server/index.md","filePath":"api/sluice/server/index.md"}');
const _sfc_main = { name: "api/sluice/server/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / sluice/server</p><h1 id="sluiceserver" tabindex="-1">sluice/server <a class="header-anchor" href="#sluiceserver" aria-label="Permalink to &quot;sluice/server&quot;">​</a></h1><p>A server of streams in a process of your own.</p><h2 id="interfaces" tabindex="-1">Interfaces <a class="header-anchor" href="#interfaces" aria-label="Permalink to &quot;Interfaces&quot;">​</a></h2><ul><li><a href="./interfaces/Grant.html">Grant</a></li><li><a href="./interfaces/Limits.html">Limits</a></li><li><a href="./interfaces/RunningServer.html">RunningServer</a></li><li><a href="./interfaces/ServeOptions.html">ServeOptions</a></li><li><a href="./interfaces/StartOptions.html">StartOptions</a></li><li><a href="./interfaces/StreamLimits.html">StreamLimits</a></li><li><a href="./interfaces/StreamServer.html">StreamServer</a></li></ul><h2 id="type-aliases" tabindex="-1">Type Aliases <a class="header-anchor" href="#type-aliases" aria-label="Permalink to &quot;Type Aliases&quot;">​</a></h2><ul><li><a href="./type-aliases/Right.html">Right</a></li></ul><h2 id="functions" tabindex="-1">Functions <a class="header-anchor" href="#functions" aria-label="Permalink to &quot;Functions&quot;">​</a></h2><ul><li><a href="./functions/attachServer.html">attachServer</a></li><li><a href="./functions/isLoopback.html">isLoopback</a></li><li><a href="./functions/startServer.html">startServer</a></li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/server/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
