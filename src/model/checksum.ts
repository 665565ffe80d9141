// A checksum of all weights of a model, to tell whether a saved state belongs to it.
import { crc32 } from './crc32.js';
import type { Model } from './model.js';

export function modelChecksum({ tensors, onnx }: Pick<Model, 'tensors' | 'onnx'>): number {
  const weights = [...tensors.values()].map(({ values }) => values);
  return crc32(
    ...weights.map((w) => new Uint8Array(w.buffer, w.byteOffset, w.byteLength)),
    ...(onnx ? [onnx.bytes] : []),
  );
}
