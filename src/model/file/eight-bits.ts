// 8-bit weights in a model file: the whole numbers are a tensor of type I8, the scales of their rows a tensor of type
// F32 beside it.

import { SluiceError } from '../../errors.js';
import { harmless } from '../../harmless-text.js';
import type { Tensor } from '../layers.js';
import { wholeWeights } from '../quantized.js';
import type { WritableTensor } from './safetensors.js';

const SCALE = '.scale';

/** A network's tensors as they are written to a file. */
export function toParts(tensors: ReadonlyMap<string, Tensor>): Map<string, WritableTensor> {
  const parts = new Map<string, WritableTensor>();
  for (const [name, { shape, values, scales }] of tensors) {
    parts.set(name, { shape, values: scales ? wholeWeights(values, scales) : values });
    if (scales) parts.set(name + SCALE, { shape: [scales.length], values: scales });
  }
  return parts;
}

/** The reverse. Throws SluiceError MODEL_CORRUPT if numbers and scales do not fit together. */
export function fromParts(parts: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const [name, part] of parts) {
    if (name.endsWith(SCALE) && parts.has(name.slice(0, -SCALE.length))) continue;
    const scales = parts.get(name + SCALE)?.values;
    tensors.set(name, scales ? scaled(name, part, scales) : part);
  }
  return tensors;
}

function scaled(name: string, { shape, values }: Tensor, scales: Float32Array): Tensor {
  const cols = values.length / scales.length;
  const fits = scales.length === shape[0] && scales.every((scale) => scale > 0 && scale < Number.POSITIVE_INFINITY);
  if (!fits || !values.every((v) => Number.isInteger(v) && Math.abs(v) <= 127)) {
    throw new SluiceError(
      'MODEL_CORRUPT',
      `Cannot read the model: tensor '${harmless(name)}' and its scales are not 8-bit weights`,
    );
  }
  return { shape, values: values.map((v, i) => v * (scales[Math.floor(i / cols)] as number)), scales };
}
