// The engine thread's entry in a browser, with onnxruntime-web: the same engine, which loads the runtime when a model
// needs it.
import './provide-onnx.js';
import './engine-worker.js';
