import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: listMicrophones()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice-in-a-browser/functions/listMicrophones.md","filePath":"api/sluice-in-a-browser/functions/listMicrophones.md"}');
const _sfc_main = { name: "api/sluice-in-a-browser/functions/listMicrophones.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice in a browser</a> / listMicrophones</p><h1 id="function-listmicrophones" tabindex="-1">Function: listMicrophones() <a class="header-anchor" href="#function-listmicrophones" aria-label="Permalink to &quot;Function: listMicrophones()&quot;">​</a></h1><blockquote><p><strong>listMicrophones</strong>(): <code>Promise</code>&lt;<a href="./../interfaces/MicrophoneDevice.html"><code>MicrophoneDevice</code></a>[]&gt;</p></blockquote><p>The microphones there are, the system&#39;s default first. Their names are known only after the person has allowed one: ask again then. Rejects with DEVICE_MISSING where the browser offers none to this page.</p><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><code>Promise</code>&lt;<a href="./../interfaces/MicrophoneDevice.html"><code>MicrophoneDevice</code></a>[]&gt;</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice-in-a-browser/functions/listMicrophones.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const listMicrophones = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  listMicrophones as default
};
