import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Function: replayRecording()","description":"","frontmatter":{},"headers":[],"relativePath":"api/sluice/functions/replayRecording.md","filePath":"api/sluice/functions/replayRecording.md"}');
const _sfc_main = { name: "api/sluice/functions/replayRecording.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><a href="./../../">API reference</a> / <a href="./../">sluice</a> / replayRecording</p><h1 id="function-replayrecording" tabindex="-1">Function: replayRecording() <a class="header-anchor" href="#function-replayrecording" aria-label="Permalink to &quot;Function: replayRecording()&quot;">​</a></h1><blockquote><p><strong>replayRecording</strong>(<code>recording</code>: <code>Uint8Array</code>&lt;<code>ArrayBufferLike</code>&gt; | <a href="./../interfaces/Recording.html"><code>Recording</code></a>, <code>options?</code>: <a href="./../interfaces/ReplayRecordingOptions.html"><code>ReplayRecordingOptions</code></a>): <a href="./../interfaces/Source.html"><code>Source</code></a></p></blockquote><p>A source that replays a recording. It is not live, so no sample is dropped or skipped. With the recorded stream&#39;s model, gate and <code>onGap</code>, and opened with the recording&#39;s <code>snapshot</code>, a stream gives the recorded stream&#39;s predictions to the bit. If the recording is cut short, <code>events$</code> says so. Throws SluiceError RECORDING_UNREADABLE.</p><h2 id="parameters" tabindex="-1">Parameters <a class="header-anchor" href="#parameters" aria-label="Permalink to &quot;Parameters&quot;">​</a></h2><table tabindex="0"><thead><tr><th>Parameter</th><th>Type</th></tr></thead><tbody><tr><td><code>recording</code></td><td><code>Uint8Array</code>&lt;<code>ArrayBufferLike</code>&gt; | <a href="./../interfaces/Recording.html"><code>Recording</code></a></td></tr><tr><td><code>options?</code></td><td><a href="./../interfaces/ReplayRecordingOptions.html"><code>ReplayRecordingOptions</code></a></td></tr></tbody></table><h2 id="returns" tabindex="-1">Returns <a class="header-anchor" href="#returns" aria-label="Permalink to &quot;Returns&quot;">​</a></h2><p><a href="./../interfaces/Source.html"><code>Source</code></a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("api/sluice/functions/replayRecording.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const replayRecording = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  replayRecording as default
};
