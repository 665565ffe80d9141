// An effect as the memory of its kernel: everything that a render thread needs, made where there is time. The render
// thread copies the image and renders.
import * as layout from '../kernel/effects/layout.js';
import type { EffectModel } from '../model/effect-model.js';
import { padded } from '../pipeline/kernel-access/kernel.js';
import { FIRST_FILTER, latencyOf, SECOND_FILTER } from './half-band-filters.js';
import { placeLayers } from './layers.js';
import { MemoryPlan } from './memory-plan.js';
import type { RatePlan } from './rate.js';

/** Plain data, which crosses threads by itself. */
export interface EffectImage {
  /** The memory from HOST_MEMORY on; what is behind them is zero. */
  readonly bytes: Uint8Array;
  /** Bytes of memory that are used. */
  readonly top: number;
  /** Addresses of records. */
  readonly effect: number;
  readonly channels: readonly number[];
  readonly knobs: number;
  /** Addresses of samples: of each channel's input and output, and of each knob's values, `frames` each. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly knobValues: readonly number[];
  /** Samples that are rendered at once, at most. */
  readonly frames: number;
  /** Samples by which the output is later than the input. */
  readonly latencySamples: number;
}

export interface ImageOptions {
  readonly rate: RatePlan;
  /** Of the sound, in Hz. */
  readonly soundRate: number;
  readonly channels: number;
  readonly frames: number;
  /** Where the knobs stand, in their order. */
  readonly knobs: readonly number[];
}

/** An output beyond this is no sound: it is muted. 36 dB above full scale. */
export const LIMIT = 64;
const MUTE_S = 0.05;
const FADE_S = 0.02;
const BYPASS_S = 0.01;

/** Throws SluiceError MODEL_UNREADABLE where a layer does not run in the audio thread. */
export function makeImage(model: EffectModel, { rate, soundRate, channels, frames, knobs }: ImageOptions): EffectImage {
  const plan = new MemoryPlan();
  const slots = 2 ** Math.ceil(Math.log2(rate.lag + rate.weights.length));
  const layers = placeLayers(plan, model, slots);
  const [first, second] = [plan.place(FIRST_FILTER), plan.place(SECOND_FILTER)];
  const latencySamples = latencyOf(rate.factor);
  const linesBytes = linesOf(rate.factor);
  const initial = plan.place(layers.initial);
  const taps = plan.place(rate.weights);
  const knobTable = plan.reserve(layout.KNOB_BYTES * Math.max(1, model.knobs.length));
  const effect = plan.reserve(layout.EFFECT_BYTES);
  const channelRecords = plan.reserve(layout.CHANNEL_BYTES * channels);
  const work = plan.reserve(4 * (layout.MOST_KNOBS + 4 + 8 * layers.widest));
  const knobValues = model.knobs.map((_, i) => plan.place(new Float32Array(frames).fill(knobs[i] as number)));
  plan.integers(effect, [
    [layout.EFFECT_LAYERS, layers.records],
    [layout.EFFECT_LAYER_COUNT, layers.count],
    [layout.EFFECT_FACTOR, rate.factor],
    [layout.EFFECT_KNOBS, knobTable],
    [layout.EFFECT_KNOB_COUNT, model.knobs.length],
    [layout.EFFECT_RESIDUAL, model.residual ? 1 : 0],
    [layout.EFFECT_LAG, rate.lag],
    [layout.EFFECT_TAPS, rate.weights.length],
    [layout.EFFECT_TAP_WEIGHTS, taps],
    [layout.EFFECT_SLOTS, slots],
    [layout.EFFECT_STATE_BYTES, layers.stateBytes],
    [layout.EFFECT_INITIAL, initial],
    [layout.EFFECT_MUTE, Math.round(MUTE_S * soundRate)],
    [layout.EFFECT_LATENCY, latencySamples],
    [layout.EFFECT_FIRST_FILTER, first],
    [layout.EFFECT_FIRST_TAPS, FIRST_FILTER.length],
    [layout.EFFECT_SECOND_FILTER, second],
    [layout.EFFECT_SECOND_TAPS, SECOND_FILTER.length],
    [layout.EFFECT_LINES_BYTES, linesBytes],
    [layout.EFFECT_WORK, work],
  ]);
  plan.floats(effect, [
    [layout.EFFECT_INPUT_GAIN, model.inputGain],
    [layout.EFFECT_OUTPUT_GAIN, model.outputGain],
    [layout.EFFECT_LIMIT, LIMIT],
    [layout.EFFECT_FADE, 1 / (FADE_S * soundRate)],
    [layout.EFFECT_BYPASS_STEP, 1 / (BYPASS_S * soundRate)],
  ]);
  for (const [i, { least, most }] of model.knobs.entries()) {
    plan.integers(knobTable + i * layout.KNOB_BYTES, [[layout.KNOB_VALUES, knobValues[i] as number]]);
    plan.floats(knobTable + i * layout.KNOB_BYTES, [
      [layout.KNOB_LEAST, least],
      [layout.KNOB_MOST, most],
    ]);
  }
  const inputs: number[] = [];
  const outputs: number[] = [];
  const records: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const record = channelRecords + channel * layout.CHANNEL_BYTES;
    records.push(record);
    inputs.push(plan.reserve(4 * padded(frames)));
    outputs.push(plan.reserve(4 * padded(frames)));
    plan.integers(record, [
      [layout.CHANNEL_INPUT, inputs[channel] as number],
      [layout.CHANNEL_OUTPUT, outputs[channel] as number],
      [layout.CHANNEL_STATES, plan.reserve(layers.stateBytes)],
      [layout.CHANNEL_LINES, plan.reserve(linesBytes)],
      [layout.CHANNEL_DRY, plan.reserve(4 * latencySamples)],
    ]);
    plan.floats(record, [[layout.CHANNEL_GAIN, 1]]);
  }
  return {
    bytes: plan.bytes,
    top: plan.top,
    effect,
    channels: records,
    knobs: knobTable,
    inputs,
    outputs,
    knobValues,
    frames,
    latencySamples,
  };
}

/** Bytes of a channel's filter lines: three of each filter, each with room for two samples (render.ts in the kernel). */
function linesOf(factor: RatePlan['factor']): number {
  const three = ({ length }: Float32Array) => 3 * (layout.LINE_HEADER_BYTES + 8 * length) + 16;
  if (factor === 1) return 0;
  return three(FIRST_FILTER) + (factor === 4 ? three(SECOND_FILTER) : 0);
}
