import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Command line","description":"","frontmatter":{},"headers":[],"relativePath":"command-line.md","filePath":"command-line.md"}');
const _sfc_main = { name: "command-line.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="command-line" tabindex="-1">Command line <a class="header-anchor" href="#command-line" aria-label="Permalink to &quot;Command line&quot;">​</a></h1><p>After this page you can run every job of the package from a terminal and from a script.</p><div class="language- vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang"></span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>sluice run [INPUT...]                          a file, a folder, - for sound on stdin, or series as .csv; --json, --channel N, --gain F, --format NAME for raw PCM, --predictions, --clips, --accuracy, --gate, --on-gap, --record FILE</span></span>
<span class="line"><span>sluice replay RECORDING                        a recording once more: the same digest; --timing at the times at which it was captured</span></span>
<span class="line"><span>sluice train keywords DIR... --out FILE        one folder a label, audio files in it; --cell gru|lstm|rnn, --noise DIR, --speaker PATTERN, --resume, --help for the rest</span></span>
<span class="line"><span>sluice tune MODEL DIR...                       thresholds from clips of your people and rooms: --false-accepts-per-hour N, --noise DIR, --out FILE</span></span>
<span class="line"><span>sluice train forecaster CSV... --out FILE      learn ahead what is normal, so that alarms are raised from a series&#39; first row on</span></span>
<span class="line"><span>sluice serve [--port 8080]                     streams over WebSocket; --models DIR, --token, --state DIR, --help for the rest</span></span>
<span class="line"><span>sluice convert IN OUT                          ONNX, PyTorch state dict, safetensors → a model file, checked against the original; or our model → OUT.onnx</span></span>
<span class="line"><span>sluice quantize MODEL --out FILE               weights of 8 bits: size, speed, difference in scores; with --data DIR the accuracy before and after</span></span>
<span class="line"><span>sluice inspect MODEL                           layers, parameters, memory, work per step, thresholds, provenance; of a sound file what is recognised in it</span></span>
<span class="line"><span>sluice studio [--model FILE] [--port 8000]     the two pages, and the bundled recording in the terminal</span></span>
<span class="line"><span>sluice bench [step|training|pipeline]          figures of this machine</span></span>
<span class="line"><span>sluice bench latency                           the delay from a hop to the subscriber, calm and overloaded; --report FILE, --baseline FILE, --budget p99=5ms</span></span>
<span class="line"><span>sluice bench serve                             a thousand streams at a server: delays, messages a second, memory, overload</span></span></code></pre></div><p>In a clone, put <code>npx</code> before each line, or run <code>node dist/cli/main.js</code>.</p><h2 id="for-scripts" tabindex="-1">For scripts <a class="header-anchor" href="#for-scripts" aria-label="Permalink to &quot;For scripts&quot;">​</a></h2><ul><li>Every command takes <code>--json</code>: one object a line on standard output, and nothing else there. Progress and warnings go to standard error.</li><li>Exit codes: 0 success; 1 a failure that is explained in one sentence; 2 wrong usage; 130 Ctrl-C.</li><li><code>sluice run --json</code> ends with a <code>summary</code> line. Its <code>digest</code> is the SHA-256 of the bytes of all predictions: two runs with the same digest gave the same predictions to the bit.</li></ul><p>Benchmarks that need other people&#39;s data, or a rival installed, are run from a clone: <code>npm run bench -- NAME</code>. See <a href="./benchmarks.html#run-them">Benchmarks</a>.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("command-line.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const commandLine = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  commandLine as default
};
