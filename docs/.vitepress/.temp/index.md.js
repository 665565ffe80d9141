import { ssrRenderAttrs, ssrRenderAttr } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const _imports_0 = "/assets/sensors.D5bf-91B.png";
const __pageData = JSON.parse('{"title":"","description":"","frontmatter":{"layout":"home","hero":{"name":"sluice","text":"Wake words and sensor alarms, live","tagline":"A recurrent network, hop by hop, in browsers and in Node. The delay is bounded and you can measure it.","actions":[{"theme":"brand","text":"Getting started","link":"/getting-started"},{"theme":"alt","text":"Live pages","link":"/live"},{"theme":"alt","text":"API reference","link":"/api/"}]},"features":[{"title":"Same samples, same bits","details":"In Node and in Chromium, over shared memory and messages, for any block size. Replay and bug reports work.","link":"/promises"},{"title":"Bounded","details":"A stream that falls behind skips to the newest samples. What is lost is counted by name.","link":"/streams"},{"title":"Your own network","details":"ONNX, PyTorch and safetensors are converted and compared with the original.","link":"/models"},{"title":"Sensors without labels","details":"A stream learns what is normal and raises an alarm with the channel, the value and what was expected.","link":"/sensor-series"}]},"headers":[],"relativePath":"index.md","filePath":"index.md"}');
const _sfc_main = { name: "index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><p><img${ssrRenderAttr("src", _imports_0)} alt="The page for sensors: a card for each stream, alarms first"></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
