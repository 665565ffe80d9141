// `sluice/onnx` in Node, where an engine finds onnxruntime-web by its name once it is installed, and needs no worker of
// its own for it.
import { notHere } from '../not-here.js';

export const createOnnxWorker = notHere(
  'createOnnxWorker',
  'a browser',
  "in Node leave 'createWorker' out: models find onnxruntime-web once it is installed",
);
