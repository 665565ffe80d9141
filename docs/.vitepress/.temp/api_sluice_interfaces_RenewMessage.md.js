import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: RenewMessage","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/RenewMessage.md","filePath":"api/sluice/interfaces/RenewMessage.md"}');
const _sfc_main = { name: "api/sluice/interfaces/RenewMessage.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / RenewMessage</p><h1 id="interface-renewmessage" tabindex="-1">Interface: RenewMessage <a class="header-anchor" href="#interface-renewmessage" aria-label="Permalink to &quot;Interface: RenewMessage&quot;">​</a></h1><p>To a capture thread: from now on, post to this port. What was posted to the previous port is lost.</p><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th></tr></thead><tbody><tr><td><a id="property-kind"></a> <code>kind</code></td><td><code>readonly</code></td><td><code>&quot;renew&quot;</code></td></tr><tr><td><a id="property-port"></a> <code>port</code></td><td><code>readonly</code></td><td><code>MessagePort</code></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/RenewMessage.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const RenewMessage = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  RenewMessage as default
};
