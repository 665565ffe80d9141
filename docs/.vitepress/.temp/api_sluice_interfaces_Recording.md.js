import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Interface: Recording","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/interfaces/Recording.md","filePath":"api/sluice/interfaces/Recording.md"}');
const _sfc_main = { name: "api/sluice/interfaces/Recording.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / Recording</p><h1 id="interface-recording" tabindex="-1">Interface: Recording <a class="header-anchor" href="#interface-recording" aria-label="Permalink to &quot;Interface: Recording&quot;">​</a></h1><h2 id="properties" tabindex="-1">Properties <a class="header-anchor" href="#properties" aria-label="Permalink to &quot;Properties&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Property</th><th>Modifier</th><th>Type</th><th>Description</th></tr></thead><tbody><tr><td><a id="property-blocks"></a> <code>blocks</code></td><td><code>readonly</code></td><td>readonly <a href="./../type-aliases/RecordedBlock.html"><code>RecordedBlock</code></a>[]</td><td>-</td></tr><tr><td><a id="property-cut"></a> <code>cut</code></td><td><code>readonly</code></td><td><code>string</code> | <code>null</code></td><td>Why it ends before its stream, in a clause for people; null if it is complete.</td></tr><tr><td><a id="property-head"></a> <code>head</code></td><td><code>readonly</code></td><td><code>object</code></td><td>-</td></tr><tr><td><code>head.gate</code></td><td><code>readonly</code></td><td>{ <code>checksum</code>: <code>number</code>; <code>name</code>: <code>string</code>; } | <code>null</code></td><td>The model of the stream&#39;s gate.</td></tr><tr><td><code>head.live</code></td><td><code>readonly</code></td><td><code>boolean</code></td><td>-</td></tr><tr><td><code>head.model</code></td><td><code>readonly</code></td><td><code>object</code></td><td>The stream&#39;s model, with the checksum of its weights.</td></tr><tr><td><code>head.model.checksum</code></td><td><code>readonly</code></td><td><code>number</code></td><td>-</td></tr><tr><td><code>head.model.name</code></td><td><code>readonly</code></td><td><code>string</code></td><td>-</td></tr><tr><td><code>head.onGap</code></td><td><code>readonly</code></td><td><code>&quot;hold&quot;</code> | <code>&quot;zeros&quot;</code> | <code>&quot;reset&quot;</code> | <code>null</code></td><td>-</td></tr><tr><td><code>head.sampleRate</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Of the samples, in Hz.</td></tr><tr><td><code>head.source</code></td><td><code>readonly</code></td><td><code>string</code></td><td>For people.</td></tr><tr><td><code>head.startedAtMs</code></td><td><code>readonly</code></td><td><code>number</code></td><td>Ms since the epoch.</td></tr><tr><td><a id="property-snapshot"></a> <code>snapshot</code></td><td><code>readonly</code></td><td><code>Uint8Array</code>&lt;<code>ArrayBufferLike</code>&gt; | <code>null</code></td><td>The stream&#39;s state at the beginning of the recording.</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/interfaces/Recording.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const Recording = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  Recording as default
};
