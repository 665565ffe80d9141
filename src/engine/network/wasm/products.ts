// Layers that multiply by weights and keep no state of a cell: dense, and convolution over time.
import { padded } from '../../kernel.js';
import { framesOut } from '../flow.js';
import type { Conv1dLayer, DenseLayer } from '../layers.js';
import { addressOf, type Builder, type Place, type Run } from './builder.js';

export function layDense(build: Builder, layer: DenseLayer, x: Place, out: Place): Run {
  const { name, inputSize, outputSize, activation } = layer;
  const w = build.packed(build.tensor(`${name}.weight`), 1, outputSize, inputSize);
  const b = build.padded(build.tensor(`${name}.bias`), 1, outputSize);
  const rows = padded(outputSize);
  const { matvec, softmaxInto, sigmoidInto } = build.kernel.functions;
  if (activation === 'none') {
    return (stateAt, inputAt) =>
      matvec(w, b, addressOf(x, stateAt, inputAt), addressOf(out, stateAt, inputAt), rows, inputSize);
  }
  const finish = activation === 'softmax' ? softmaxInto : sigmoidInto;
  const logits = build.scratch(outputSize).at;
  return (stateAt, inputAt) => {
    matvec(w, b, addressOf(x, stateAt, inputAt), logits, rows, inputSize);
    finish(logits, addressOf(out, stateAt, inputAt), outputSize);
  };
}

export function layConv1d(build: Builder, layer: Conv1dLayer, x: Place, out: Place): Run {
  const { inputChannels, frames, history, padding } = layer;
  const { move } = build.kernel.functions;
  const convolve = layPlaces(build, layer);
  if (history + padding[0] + padding[1] === 0) {
    return (stateAt, inputAt) => convolve(addressOf(x, stateAt, inputAt), addressOf(out, stateAt, inputAt));
  }
  const past = history * inputChannels;
  const now = frames * inputChannels;
  const work = build.scratch((padding[0] + history + frames + padding[1]) * inputChannels).at; // the padding stays zero
  const pastAt = work + padding[0] * inputChannels * 4;
  const kept = build.state(past).at;
  return (stateAt, inputAt) => {
    move(stateAt + kept, pastAt, past);
    move(addressOf(x, stateAt, inputAt), pastAt + past * 4, now);
    convolve(work, addressOf(out, stateAt, inputAt));
    move(pastAt + now * 4, stateAt + kept, past);
  };
}

/**
 * Frames lie one behind the other, so the frames that the kernel covers at one place are a vector, and the convolution is a product for each place;
 * for several places one product with a matrix, whose rows overlap. Both sum in one order, so both give the same bits.
 */
function layPlaces(build: Builder, layer: Conv1dLayer): (from: number, to: number) => void {
  const { name, inputChannels, outputChannels, kernelSize, stride } = layer;
  const { matvec, gemm, addRows, move } = build.kernel.functions;
  const cols = kernelSize * inputChannels;
  const weight = byFrames(build.tensor(`${name}.weight`), layer);
  const b = build.padded(build.tensor(`${name}.bias`), 1, outputChannels);
  const rows = padded(outputChannels);
  const places = framesOut(layer);
  if (places === 1) {
    const w = build.packed(weight, 1, outputChannels, cols);
    return (from, to) => matvec(w, b, from, to, rows, cols);
  }
  const w = build.kernel.place(transposed(weight, outputChannels, cols, rows));
  const hop = stride * inputChannels * 4;
  const row = rows * 4;
  const sums = rows === outputChannels ? null : build.scratch(places * rows).at;
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
