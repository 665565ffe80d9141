// Layers that multiply by weights and are not recurrent: dense, and convolution over time.
import { framesOut } from '../../../model/flow.js';
import type { Conv1dLayer, DenseLayer } from '../../../model/layers.js';
import { padded } from '../../kernel-access/kernel.js';
import { BASES, eachBatchRow, type Place, type Run } from './batch.js';
import type { Builder } from './builder.js';
import { placeProduct } from './product.js';

export function placeDense(build: Builder, layer: DenseLayer, x: Place, out: Place): Run {
  const { name, inputSize, outputSize, activation } = layer;
  const w = build.product(`${name}.weight`, `${name}.bias`, { gates: 1, units: outputSize, cols: inputSize });
  const row = padded(outputSize);
  // softmax writes whole vectors, past the last row
  build.scratch(row + 4, inputSize);
  const { products, softmaxInto, sigmoidInto, move } = build.kernel.functions;
  const finish = { none: move, softmax: softmaxInto, sigmoid: sigmoidInto }[activation];
  const base = BASES[x.base];
  return (batch) => {
    const { at, count, scratch } = batch;
    products(w, at, count, base, x.at, scratch, scratch + count * row * 4);
    for (let batchRow = 0; batchRow < count; batchRow++)
      finish(scratch + batchRow * row * 4, batch.address(out, batchRow), outputSize);
  };
}

export function placeConv1d(build: Builder, layer: Conv1dLayer, x: Place, out: Place): Run {
  const { inputChannels, frames, history, padding } = layer;
  const { move } = build.kernel.functions;
  const convolve = placePlaces(build, layer);
  if (history + padding[0] + padding[1] === 0) {
    return eachBatchRow((batch, batchRow) =>
      convolve(batch.address(x, batchRow), batch.address(out, batchRow), batch.scratch),
    );
  }
  const past = history * inputChannels;
  const now = frames * inputChannels;
  const work = build.own((padding[0] + history + frames + padding[1]) * inputChannels); // the padding stays zero
  const pastAt = work + padding[0] * inputChannels * 4;
  const kept = build.state(past);
  return eachBatchRow((batch, batchRow) => {
    move(batch.address(kept, batchRow), pastAt, past);
    move(batch.address(x, batchRow), pastAt + past * 4, now);
    convolve(work, batch.address(out, batchRow), batch.scratch);
    move(pastAt + now * 4, batch.address(kept, batchRow), past);
  });
}

/**
 * Frames lie one after the other, so the frames under the convolution's kernel at one place are a vector. One place is
 * a product with that vector; several places are one product with a matrix whose rows overlap. Both sum in the same
 * order, so both give the same bits.
 */
function placePlaces(build: Builder, layer: Conv1dLayer): (from: number, to: number, scratch: number) => void {
  const { name, inputChannels, outputChannels, kernelSize, stride } = layer;
  const { product, gemm, addRows, move } = build.kernel.functions;
  const cols = kernelSize * inputChannels;
  const tensor = build.whole(`${name}.weight`);
  const weight = { ...tensor, values: byFrames(tensor.values, layer) };
  const bias = build.tensor(`${name}.bias`);
  const rows = padded(outputChannels);
  const places = framesOut(layer);
  if (places === 1) {
    build.scratch(0, cols);
    const w = placeProduct(build.kernel, weight, bias, { gates: 1, units: outputChannels, cols }, 0);
    return (from, to, scratch) => product(w, from, to, scratch);
  }
  const b = build.padded(bias, 1, outputChannels);
  const w = build.kernel.place(transposed(weight.values, outputChannels, cols, rows));
  const hop = stride * inputChannels * 4;
  const row = rows * 4;
  const sums = rows === outputChannels ? null : build.own(places * rows);
  return (from, to) => {
    const at = sums ?? to;
    addRows(b, at, places, rows);
    gemm(from, hop, 4, w, row, at, row, places, rows, cols);
    if (sums === null) return;
    for (let place = 0; place < places; place++)
      move(sums + place * row, to + place * outputChannels * 4, outputChannels);
  };
}

/** (rows, cols) to (cols, width). */
function transposed(w: Float32Array, rows: number, cols: number, width: number): Float32Array {
  const out = new Float32Array(cols * width);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) out[c * width + r] = w[r * cols + c] as number;
  }
  return out;
}

/** (outputChannels, inputChannels, kernelSize) to (outputChannels, kernelSize, inputChannels). */
function byFrames(weight: Float32Array, { outputChannels, inputChannels, kernelSize }: Conv1dLayer): Float32Array {
  const turned = new Float32Array(weight.length);
  for (let o = 0; o < outputChannels; o++) {
    for (let c = 0; c < inputChannels; c++) {
      for (let k = 0; k < kernelSize; k++) {
        turned[(o * kernelSize + k) * inputChannels + c] = weight[(o * inputChannels + c) * kernelSize + k] as number;
      }
    }
  }
  return turned;
}
