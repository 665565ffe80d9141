import { fromHalf, toHalf } from '../../model/file/half.js';
import type { Tensor } from '../../model/layers.js';

/** As a file of 16 bits stores it, which most models are. Weights of 8 bits stay: a file keeps them as they are. */
export function rounded(tensor: Tensor): Tensor {
  if (tensor.scales) return tensor;
  return { shape: tensor.shape, values: tensor.values.map((value) => fromHalf(toHalf(value))) };
}
