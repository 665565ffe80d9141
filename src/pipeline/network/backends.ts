// The one list of network backends: which one runs a model's network.
import type { Model, OnnxNetwork } from '../../model/model.js';
import { unloaded } from '../../package-missing.js';
import type { Kernel } from '../kernel-access/kernel.js';
import type { NetworkBackend } from './network.js';
import { WasmBackend } from './wasm.js';

/** `wasm`: our kernel; `onnxruntime-web`: an ONNX graph that our layers cannot express. */
export type BackendKind = 'wasm' | 'onnxruntime-web';

/** The parts of a model that make its network. */
export type NetworkModel = Pick<Model, 'layers' | 'tensors' | 'labels' | 'onnx'>;

export function backendOf(model: NetworkModel): BackendKind {
  return model.onnx ? 'onnxruntime-web' : 'wasm';
}

/**
 * The backend for a model; a function that loads it, where it must be loaded first. Throws RangeError where layers do
 * not fit each other, TypeError where a tensor is missing. Loading rejects as OrtSession.open. `runtime`: where
 * onnxruntime-web lies, for pages without a bundler.
 */
export function openBackend(
  kernel: Kernel,
  model: NetworkModel,
  runtime?: string,
): NetworkBackend | (() => Promise<NetworkBackend>) {
  const kind = backendOf(model);
  switch (kind) {
    case 'wasm':
      return new WasmBackend(kernel, model.layers, model.tensors);
    case 'onnxruntime-web':
      // a module of its own: a page without such a model does not load it
      return async () => {
        const { OrtBackend } = await import('./ort-network.js').catch(unloaded('runs models on onnxruntime-web'));
        return OrtBackend.open(kernel, model.onnx as OnnxNetwork, model.labels.length, runtime);
      };
    default:
      return kind satisfies never;
  }
}
