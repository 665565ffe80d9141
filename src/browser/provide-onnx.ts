// How an engine worker with onnxruntime-web loads it: its smallest build, WebAssembly alone, where the page's bundler
// finds it.
import { provideOnnxRuntime } from '../pipeline/network/ort.js';

provideOnnxRuntime(() => import('onnxruntime-web/wasm'));
