import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Live pages","description":"","frontmatter":{},"headers":[],"relativePath":"live.md","filePath":"live.md"}');
const _sfc_main = { name: "live.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="live-pages" tabindex="-1">Live pages <a class="header-anchor" href="#live-pages" aria-label="Permalink to &quot;Live pages&quot;">​</a></h1><p>After this page you have seen the package at work in your own browser. Nothing that you say or send leaves it.</p><ul><li><a href="./studio/index.html" target="_self">Sound</a>: the default model on your microphone or on a recording.</li><li><a href="./studio/sensors.html" target="_self">Sensors</a>: a simulated plant with faults to press, or the streams of a server.</li></ul><p>They are the pages of <code>npm start</code>. Without the <a href="./deployment.html#headers">two headers</a> on this site they run over messages instead of shared memory, with the same results.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("live.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const live = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  live as default
};
