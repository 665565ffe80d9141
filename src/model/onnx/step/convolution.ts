// The operator Conv over one or two dimensions. Over time it becomes a convolution that remembers; over others, one
// within the step. Groups and dilations become zeros among the weights, and a second dimension becomes channels: what
// is left is one kind of convolution.
import type { Conv1dLayer } from '../../layers.js';
import type { OnnxNode } from '../graph.js';
import { intOf, numbersOf, textOf } from './attributes.js';
import { CannotStep, eachPlace, LOST, sizeOf, transposed, type Value } from './value.js';
import type { Walk } from './walk.js';

/** Weights with their zeros: more would be a matrix of 64 MB. */
const MOST_WEIGHTS = 1 << 24;
/** For each weight of the file, so that a small file does not make a large matrix. */
const MOST_ZEROS = 1024;

/** One dimension that is convolved over. */
export interface Axis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
  readonly places: number;
}

export function walkConv(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const weight = walk.constantInput(node, 1, 'weight');
  const outputs = weight.shape[0] as number;
  const bias = node.inputs[2] ? walk.constantInput(node, 2, 'bias').constants : new Float64Array(outputs);
  const rank = value.shape.length - 2;
  if (value.shape[0] !== 1) throw new CannotStep(`operator Conv has a batch of ${value.shape[0]}`);
  if (rank !== 1 && rank !== 2) throw new CannotStep(`operator Conv goes over ${rank} dimensions`);
  const axes = Array.from({ length: rank }, (_, d) => axisOf(node, value, weight.shape[d + 2] as number, d));
  const sliding = slidingAxis(value, axes);
  return [convolved(walk, node, { value, weight, bias, axes, sliding })];
}

/**
 * The dimension that the layer goes over; the other, if there is one, becomes channels: time where it is known, else
 * the last.
 */
function slidingAxis(value: Value, axes: readonly Axis[]): number {
  const { time } = value;
  if (time !== null && time >= 2) return time - 2;
  if (time === LOST && axes.some(({ size, kernel }) => size === 1 && kernel > 1))
    throw new CannotStep('operator Conv goes over a dimension that may be time: which one it is was lost in a Reshape');
  return axes.length - 1;
}

/** Dimension `d` of those behind batch and channels. */
export function axisOf(node: OnnxNode, value: Value, kernel: number, d: number): Axis {
  const rank = value.shape.length - 2;
  const size = value.shape[d + 2] as number;
  const stride = numbersOf(node, 'strides')?.[d] ?? 1;
  const dilation = numbersOf(node, 'dilations')?.[d] ?? 1;
  const pads = numbersOf(node, 'pads') ?? [];
  const reach = (kernel - 1) * dilation;
  const auto = textOf(node, 'auto_pad', 'NOTSET');
  let [before, after] = [pads[d] ?? 0, pads[d + rank] ?? 0];
  if (auto.startsWith('SAME')) {
    const missing = Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach + 1 - size);
    before = auto === 'SAME_UPPER' ? Math.floor(missing / 2) : Math.ceil(missing / 2);
    after = missing - before;
  }
  if (value.time === d + 2 && value.timePadding) {
    before += value.timePadding[0];
    after += value.timePadding[1];
  }
  const round = intOf(node, 'ceil_mode', 0) ? Math.ceil : Math.floor; // of pooling alone
  const places = round((before + size + after - reach - 1) / stride) + 1;
  return { size, kernel, stride, dilation, before, after, places };
}

interface Convolution {
  readonly value: Value;
  readonly weight: Value;
  readonly bias: Float64Array;
  readonly axes: readonly Axis[];
  /** Number of the axis that the layer goes over. */
  readonly sliding: number;
}

function convolved(walk: Walk, node: OnnxNode, conv: Convolution): Value {
  const { value, weight, bias, axes, sliding } = conv;
  const over = axes[sliding] as Axis;
  const beside = axes.length === 2 ? (axes[1 - sliding] as Axis) : null;
  const isTime = value.time === sliding + 2;
  if (isTime) checkCausal(over);
  const inputChannels = (value.shape[1] as number) * (beside?.size ?? 1);
  const outputChannels = bias.length * (beside?.places ?? 1);
  const kernelSize = (over.kernel - 1) * over.dilation + 1;
  const most = Math.min(MOST_WEIGHTS, MOST_ZEROS * sizeOf(weight.shape) + (1 << 20));
  if (inputChannels * outputChannels * kernelSize > most)
    throw new CannotStep(
      `operator Conv would need ${inputChannels} × ${outputChannels} × ${kernelSize} weights as a layer`,
    );
  const name = walk.layerName(node);
  walk.tensor(
    `${name}.weight`,
    [outputChannels, inputChannels, kernelSize],
    spreadWeights(node, conv, inputChannels, kernelSize),
  );
  walk.tensor(
    `${name}.bias`,
    [outputChannels],
    Float64Array.from({ length: outputChannels }, (_, o) => bias[Math.floor(o / (beside?.places ?? 1))] as number),
  );
  // the layer takes (frames, channels) and gives (frames, channels)
  const rest = axes.length === 2 ? [3 - sliding] : [];
  const { timePadding: _, ...frames } = value; // which the layer's history is
  const from = walk.materialized(transposed(frames, [0, sliding + 2, 1, ...rest]), node.op);
  const layer: Conv1dLayer = {
    kind: 'conv1d',
    name,
    from,
    inputChannels,
    outputChannels,
    kernelSize,
    stride: over.stride,
    frames: over.size,
    history: isTime ? kernelSize - 1 : 0,
    padding: isTime ? [0, 0] : [over.before, over.after],
  };
  const places = isTime ? 1 : over.places;
  const shape = [1, bias.length, ...axes.map((axis, d) => (d === sliding ? places : axis.places))];
  walk.afford(shape);
  const order = eachPlace(shape, (at) => {
    const frame = at[sliding + 2] as number;
    const besideAt = beside ? (at[3 - sliding] as number) : 0;
    return frame * outputChannels + (at[1] as number) * (beside?.places ?? 1) + besideAt;
  });
  return walk.add(layer, shape, value.time, order);
}

/** Over time only what was is known: all padding before, none after, every frame a place. */
function checkCausal({ kernel, stride, dilation, before, after }: Axis): void {
  const reach = (kernel - 1) * dilation;
  if (stride !== 1)
    throw new CannotStep(
      `operator Conv skips frames in time (stride ${stride}): frames must go in ${stride} at a time`,
    );
  if (after > 0)
    throw new CannotStep(
      `operator Conv looks ${after} frames ahead: export it with all of its padding before the sequence`,
    );
  if (before !== reach)
    throw new CannotStep(
      `operator Conv has ${before} frames of padding before the sequence: it must have ${reach}, so that the first frame gives an answer (in PyTorch: F.pad(x, (${reach}, 0)))`,
    );
}

/** (outputs × places, inputs × beside, kernel with its dilation), zeros where nothing reaches. */
function spreadWeights(
  node: OnnxNode,
  { value, weight, axes, sliding }: Convolution,
  inputChannels: number,
  kernelSize: number,
): Float32Array {
  const groups = intOf(node, 'group', 1);
  const [outputs, perGroup] = weight.shape as [number, number];
  const over = axes[sliding] as Axis;
  const none: Axis = { size: 1, kernel: 1, stride: 1, dilation: 1, before: 0, after: 0, places: 1 };
  const beside = axes.length === 2 ? (axes[1 - sliding] as Axis) : none;
  if ((value.shape[1] as number) !== perGroup * groups)
    throw new CannotStep('operator Conv has weights for other channels');
  const out = new Float32Array(outputs * beside.places * inputChannels * kernelSize);
  const taps = sizeOf(weight.shape.slice(2));
  for (let o = 0; o < outputs; o++) {
    const first = Math.floor(o / (outputs / groups)) * perGroup;
    for (let i = 0; i < perGroup; i++) {
      for (let tap = 0; tap < taps; tap++) {
        const [k, kBeside] = axes.length === 1 ? [tap, 0] : tapOf(tap, axes, sliding);
        for (let place = 0; place < beside.places; place++) {
          const at = place * beside.stride + kBeside * beside.dilation - beside.before;
          if (at < 0 || at >= beside.size) continue;
          const row = o * beside.places + place;
          const col = (first + i) * beside.size + at;
          out[(row * inputChannels + col) * kernelSize + k * over.dilation] = weight.constants[
            (o * perGroup + i) * taps + tap
          ] as number;
        }
      }
    }
  }
  return out;
}

/** A tap's place in the kernel along the axis that slides, and along the other. */
function tapOf(tap: number, axes: readonly Axis[], sliding: number): [number, number] {
  const width = (axes[1] as Axis).kernel;
  const both = [Math.floor(tap / width), tap % width] as const;
  return [both[sliding] as number, both[1 - sliding] as number];
}
