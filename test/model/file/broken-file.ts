// Files for tests that are broken in one place, and what reading them comes to.
import { SluiceError } from '#src/errors.js';
import { readModel } from '#src/model/file/model-file.js';
import type { Model } from '#src/model/model.js';
import { randomTensors, tinyModel } from '../../support/tiny-model.js';

/** A model of 19 weights, so that every byte of its file can be tried. */
export function small(): Model {
  const { detector, provenance } = tinyModel({ labels: ['none', 'a'] });
  const layers: Model['layers'] = [
    { kind: 'gru', name: 'gru', inputSize: 2, hiddenSize: 1, layers: 1 },
    { kind: 'dense', name: 'fc', inputSize: 1, outputSize: 2, activation: 'softmax' },
  ];
  return {
    format: 1,
    name: 'small',
    frontEnd: {
      kind: 'log-mel',
      sampleRate: 1000,
      windowSamples: 16,
      hopSamples: 8,
      fftSize: 16,
      bands: 2,
      minHz: 0,
      maxHz: 500,
      floor: 1e-6,
      mean: [0, 0],
      deviation: [1, 1],
    },
    layers,
    labels: ['none', 'a'],
    detector,
    provenance,
    tensors: randomTensors(layers, 1),
  };
}

/** A file with this header and so many bytes of data. */
export function container(header: string | Record<string, unknown>, dataBytes = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const body = new Uint8Array(text.length + dataBytes);
  body.set(text);
  return headed(BigInt(text.length), body);
}

export function headed(length: bigint, body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const out = new Uint8Array(8 + bytes.length);
  new DataView(out.buffer).setBigUint64(0, length, true);
  out.set(bytes, 8);
  return out;
}

/** Null where the file is refused as it should be; else what happened. */
export function refusal(bytes: Uint8Array): string | null {
  try {
    readModel(bytes);
    return 'was read';
  } catch (error) {
    if (!(error instanceof SluiceError)) return `threw ${String(error)}`;
    return error.code === 'MODEL_UNREADABLE' || error.code === 'MODEL_CORRUPT' ? null : `threw ${error.code}`;
  }
}

export function failureOf(bytes: Uint8Array): Error | null {
  try {
    readModel(bytes);
    return null;
  } catch (error) {
    return error as Error;
  }
}

export function message(bytes: Uint8Array): string {
  return failureOf(bytes)?.message ?? 'was read';
}
