// The network in a file of another program, whatever its format.
import { SluiceError } from '../errors.js';
import { detectFormat } from '../model/file/format.js';
import { readSafetensors } from '../model/file/safetensors.js';
import type { Description } from './description.js';
import { readOnnxNetwork } from './onnx-network.js';
import type { Beside, ReadNetwork } from './read-network.js';
import { type NamedTensors, readTensorNetwork, tensorsOfPyTorch } from './tensor-network.js';

/**
 * Rejects with SluiceError MODEL_UNREADABLE, MODEL_CORRUPT, MODEL_MISMATCH or DATA_UNUSABLE, one sentence with what to
 * do.
 */
export async function readNetwork(bytes: Uint8Array, description: Description, beside: Beside): Promise<ReadNetwork> {
  const format = detectFormat(bytes);
  if (format === 'onnx') {
    if (description.example)
      throw new SluiceError(
        'DATA_UNUSABLE',
        'Cannot use the example: an ONNX model is compared with itself on onnxruntime-web: leave --example out',
      );
    return readOnnxNetwork(bytes, description, beside);
  }
  const tensors = format === 'pytorch' ? tensorsOfPyTorch(bytes, description.weights) : tensorsOfSafetensors(bytes);
  return readTensorNetwork(tensors, description, beside);
}

function tensorsOfSafetensors(bytes: Uint8Array): NamedTensors {
  const { tensors } = readSafetensors(bytes);
  const own = new Map([...tensors].filter(([name]) => !name.startsWith('golden.')));
  return { tensors: own, recognised: 'safetensors', container: 'safetensors', path: '', modules: [], left: [] };
}
