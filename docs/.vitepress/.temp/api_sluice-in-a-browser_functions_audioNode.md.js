import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: audioNode()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice-in-a-browser/functions/audioNode.md","filePath":"api/sluice-in-a-browser/functions/audioNode.md"}');
const _sfc_main = { name: "api/sluice-in-a-browser/functions/audioNode.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice in a browser</a> / audioNode</p><h1 id="function-audionode" tabindex="-1">Function: audioNode() <a class="header-anchor" href="#function-audionode" aria-label="Permalink to &quot;Function: audioNode()&quot;">​</a></h1><blockquote><p><strong>audioNode</strong>(<code>node</code>: <code>AudioNode</code>, <code>options?</code>: <a href="./../interfaces/AudioNodeOptions.html"><code>AudioNodeOptions</code></a>): <a href="./../../sluice/interfaces/Source.html"><code>Source</code></a></p></blockquote><p>What a node plays, mixed to mono, at its context&#39;s rate. Live: it does not wait; it never ends by itself, so close the stream. The node and its context stay as they are. <code>open</code> rejects with SOURCE_FAILED where the worklet does not load.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>node</code></td><td><code>AudioNode</code></td></tr><tr><td><code>options?</code></td><td><a href="./../interfaces/AudioNodeOptions.html"><code>AudioNodeOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../../sluice/interfaces/Source.html"><code>Source</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice-in-a-browser/functions/audioNode.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const audioNode = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  audioNode as default
};
