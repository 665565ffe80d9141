// Where the pages find onnxruntime-web: whoever serves them has it beside them, or not. It is asked for only when a
// model needs it.
export const onnxruntime = new URL('onnxruntime/ort.wasm.bundle.min.mjs', document.baseURI);
