// Trains a recurrent layer and a dense one to give what a device gave: sample by sample, by back-propagation that is
// truncated to a chunk, with the state carried on from chunk to chunk (Wright et al. 2020).
import { OfflineEffect } from '../../effects/offline.js';
import type { EffectModel } from '../../model/effect-model.js';
import type { Layer, Tensor } from '../../model/layers.js';
import { Random } from '../../random.js';
import { Optimizer } from '../network/optimizer.js';
import { initialParameters, planParameters, type TrainedLayer, toTensors } from '../network/parameters.js';
import { Shard } from '../network/shard.js';
import { createTrainingKernel } from '../network/training-kernel.js';
import { effectLoss, errorToSignal } from './effect-loss.js';

export interface EffectTrainingOptions {
  /** @default 'lstm' */
  readonly cell?: 'lstm' | 'gru';
  /** A multiple of 4. @default 24 */
  readonly hidden?: number;
  /** Steps of the optimizer. @default 3000 */
  readonly updates?: number;
  /** @default 0.005 */
  readonly learningRate?: number;
  /** Whether the network gives what is added to the sound. @default true */
  readonly residual?: boolean;
  /** @default 1 */
  readonly seed?: number;
}

/** Parts of the performance that are trained at the same time, and samples between two updates. */
const SEQUENCES = 32;
const STEPS = 512;
/** The network's input is one sample; the kernel takes four numbers. */
const WIDTH = 4;
/** Shares of the recording: what is trained, then what chooses the weights. The rest is never heard. */
const TRAINED = 0.8;
const CHOOSING = 0.1;
const CHOOSE_EVERY = 100;
/** Of what is compared, so much at its beginning is not: the state is from rest there. */
const SETTLE_S = 0.1;

export interface EffectProgress {
  readonly update: number;
  readonly loss: number;
  /** Error-to-signal ratio on the choosing part; null between. */
  readonly chosen: number | null;
}

export interface TrainedEffect {
  readonly model: EffectModel;
  /** Error-to-signal ratio on the part that was never heard, and of the dry sound there. */
  readonly esr: number;
  readonly drySignal: number;
  /** Seconds of that part. */
  readonly testedS: number;
}

/**
 * `input` and `target`: aligned samples of one length. `kernels`: the training kernel and that of effects. Yields after
 * every update, and returns the weights that were best on the choosing part. Throws RangeError for options out of range,
 * and where the recording is too short.
 */
export function* trainEffect(
  kernels: { readonly training: WebAssembly.Module; readonly effects: WebAssembly.Module },
  [input, target]: readonly [Float32Array, Float32Array],
  sampleRate: number,
  options: EffectTrainingOptions = {},
): Generator<EffectProgress, TrainedEffect> {
  const { cell = 'lstm', hidden = 24, updates = 3000, learningRate = 0.005, residual = true, seed = 1 } = options;
  if (!(Number.isInteger(hidden) && hidden >= 4 && hidden <= 64 && hidden % 4 === 0))
    throw new RangeError(`Cannot train: 'hidden' must be a multiple of 4 from 4 to 64: received ${hidden}`);
  const [trained, chosen] = [Math.floor(TRAINED * input.length), Math.floor((TRAINED + CHOOSING) * input.length)];
  const sequenceSamples = Math.floor(trained / SEQUENCES);
  if (sequenceSamples < 2 * STEPS)
    throw new RangeError(
      `Cannot train: the recordings must have at least ${Math.ceil((2 * STEPS * SEQUENCES) / TRAINED)} samples: received ${input.length}`,
    );
  const settle = Math.round(SETTLE_S * sampleRate);
  for (const [from, to] of [
    [trained, chosen],
    [chosen, input.length],
  ] as const)
    if (!target.subarray(from + settle, to).some((sample) => sample !== 0))
      throw new RangeError(
        `Cannot train: the target must sound for more than ${SETTLE_S} s in each of the last two tenths, which choose the weights and measure them: received silence, or less`,
      );
  const layers: readonly TrainedLayer[] = [
    { kind: cell, name: 'rec', inputSize: WIDTH, hiddenSize: hidden, layers: 1 },
    { kind: 'dense', name: 'lin', inputSize: hidden, outputSize: 1, activation: 'none' },
  ];
  const plan = planParameters(layers);
  const start = initialParameters(plan, new Random(seed, 1));
  const kernel = createTrainingKernel(kernels.training);
  const parametersAt = kernel.place(start);
  const shard = new Shard(kernel, plan, { sequences: SEQUENCES, steps: STEPS }, parametersAt);
  const schedule = { epochs: 1, stepsPerEpoch: updates, learningRate, clipNorm: 1, weightDecay: 0, averageDecay: 0 };
  const optimizer = new Optimizer(kernels.training, schedule, start);
  const modelNow = () => effectOf(toTensors(plan, optimizer.parameters), { cell, hidden, residual, sampleRate });
  const esrOn = (model: EffectModel, from: number, to: number) => {
    const [out] = new OfflineEffect(kernels.effects, model, { sampleRate }).process([input.subarray(from, to)]);
    return errorToSignal(out as Float32Array, target.subarray(from, to), settle);
  };
  let best = { esr: Number.POSITIVE_INFINITY, model: modelNow() };
  let at = sequenceSamples; // at the end of the sequences: they begin anew, from rest
  for (let update = 0; update < updates; ) {
    const isFresh = at + STEPS > sequenceSamples;
    if (isFresh) {
      at = 0;
      for (let s = 0; s < SEQUENCES; s++) shard.resetSequence(s);
    }
    const place = (t: number, s: number) => s * sequenceSamples + at + t;
    const { features } = shard;
    for (let t = 0; t < STEPS; t++)
      for (let s = 0; s < SEQUENCES; s++) features[(t * SEQUENCES + s) * WIDTH] = input[place(t, s)] as number;
    shard.forward();
    const rows = { values: shard.logits, stride: shard.scoreStride, sequences: SEQUENCES, steps: STEPS };
    const heard = (t: number, s: number) => target[place(t, s)] as number;
    const wanted = (t: number, s: number) => heard(t, s) - (residual ? (input[place(t, s)] as number) : 0);
    const loss = effectLoss(rows, wanted, heard);
    if (!Number.isFinite(loss))
      throw new RangeError(`Cannot train: the weights ran away: lower the learning rate: received ${learningRate}`);
    shard.backward();
    at += STEPS;
    if (isFresh) continue; // a state from rest is no state of a performance
    optimizer.update([shard.gradients], 1);
    kernel.floats(parametersAt, plan.length).set(optimizer.parameters);
    update++;
    const isDue = update % CHOOSE_EVERY === 0 || update === updates;
    if (isDue) {
      const model = modelNow();
      const esr = esrOn(model, trained, chosen);
      if (esr < best.esr) best = { esr, model };
    }
    yield { update, loss, chosen: isDue ? best.esr : null };
  }
  const [from, to] = [chosen, input.length];
  return {
    model: best.model,
    esr: esrOn(best.model, from, to),
    drySignal: errorToSignal(input.subarray(from, to), target.subarray(from, to), settle),
    testedS: (to - from - settle) / sampleRate,
  };
}

function effectOf(
  tensors: ReadonlyMap<string, Tensor>,
  {
    cell,
    hidden,
    residual,
    sampleRate,
  }: { cell: 'lstm' | 'gru'; hidden: number; residual: boolean; sampleRate: number },
): EffectModel {
  const layers: readonly Layer[] = [
    { kind: cell, name: 'rec', inputSize: 1, hiddenSize: hidden, layers: 1 },
    { kind: 'dense', name: 'lin', inputSize: hidden, outputSize: 1, activation: 'none' },
  ];
  const wide = tensors.get('rec.weight_ih_l0') as Tensor;
  const rows = wide.shape[0] as number;
  const values = Float32Array.from({ length: rows }, (_, r) => wide.values[r * WIDTH] as number);
  const own = new Map(
    [...tensors].map(([name, { shape, values }]) => [name, { shape, values: values.slice() }] as const),
  );
  own.set('rec.weight_ih_l0', { shape: [rows, 1], values });
  return {
    format: 1,
    kind: 'effect',
    name: 'effect',
    sampleRate,
    knobs: [],
    residual,
    inputGain: 1,
    outputGain: 1,
    layers,
    provenance: {},
    tensors: own,
  };
}
