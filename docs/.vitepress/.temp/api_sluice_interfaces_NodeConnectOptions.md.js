import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: NodeConnectOptions","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/NodeConnectOptions.md","filePath":"api/sluice/interfaces/NodeConnectOptions.md"}');
const _sfc_main = { name: "api/sluice/interfaces/NodeConnectOptions.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / NodeConnectOptions</p><h1 id="interface-nodeconnectoptions" tabindex="-1">Interface: NodeConnectOptions <a class="header-anchor" href="#interface-nodeconnectoptions" aria-label="Permalink to &quot;Interface: NodeConnectOptions&quot;">​</a></h1><p>What Node can do beyond a browser.</p><h2 id="extends" tabindex="-1">Extends <a class="header-anchor" href="#extends" aria-label="Permalink to &quot;Extends&quot;">​</a></h2><ul><li><a href="./ConnectOptions.html"><code>ConnectOptions</code></a></li></ul><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th><th>Inherited from</th></tr></thead><tbody><tr><td><a id="property-backoff"></a> <code>backOff?</code></td><td><code>readonly</code></td><td><a href="./BackOffOptions.html"><code>BackOffOptions</code></a></td><td>The waits between tries when the connection is broken.</td><td><a href="./ConnectOptions.html"><code>ConnectOptions</code></a>.<a href="./ConnectOptions.html#property-backoff"><code>backOff</code></a></td></tr><tr><td><a id="property-ca"></a> <code>ca?</code></td><td><code>readonly</code></td><td><code>string</code> | <code>Uint8Array</code>&lt;<code>ArrayBufferLike</code>&gt;</td><td>Certificates of authorities to trust beside the known ones, PEM.</td><td>-</td></tr><tr><td><a id="property-connect"></a> <code>connect?</code></td><td><code>readonly</code></td><td><a href="./../type-aliases/MakeSocket.html"><code>MakeSocket</code></a></td><td>Makes the WebSocket. <strong>Default</strong> <code>the platform&#39;s</code></td><td><a href="./ConnectOptions.html"><code>ConnectOptions</code></a>.<a href="./ConnectOptions.html#property-connect"><code>connect</code></a></td></tr><tr><td><a id="property-retryforms"></a> <code>retryForMs?</code></td><td><code>readonly</code></td><td><code>number</code></td><td>How long a stream is asked for again that the server refuses for the moment: because it is about to end, or has no memory left, ms. <strong>Default</strong> <code>60000</code></td><td><a href="./ConnectOptions.html"><code>ConnectOptions</code></a>.<a href="./ConnectOptions.html#property-retryforms"><code>retryForMs</code></a></td></tr><tr><td><a id="property-token"></a> <code>token?</code></td><td><code>readonly</code></td><td><code>string</code></td><td><strong>Default</strong> <code>none</code></td><td><a href="./ConnectOptions.html"><code>ConnectOptions</code></a>.<a href="./ConnectOptions.html#property-token"><code>token</code></a></td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/NodeConnectOptions.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const NodeConnectOptions = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  NodeConnectOptions as default
};
