// An effect on sound that is at hand, at full speed: files, standard input, arrays. The kernel, the image and so the
// bits are those of the audio thread.
import { SluiceError } from '../errors.js';
import type { EffectModel } from '../model/effect-model.js';
import { makeImage } from './image.js';
import { checkEffectOptions, type EffectOptions } from './options.js';
import { planRate } from './rate.js';
import { type EffectCounters, EffectRenderer } from './renderer.js';

/** Samples that are rendered at once. The result does not depend on it. */
const BLOCK = 1024;

export interface OfflineOptions extends EffectOptions {
  /** Of the sound, in Hz. */
  readonly sampleRate: number;
  /** Each has a state of its own. @default 1 */
  readonly channels?: number;
}

export class OfflineEffect {
  /** Samples by which the output is later than the input. */
  readonly latencySamples: number;
  /** What was assumed or changed: clauses for people. */
  readonly told: readonly string[];
  /** What happened so far. */
  readonly counters: EffectCounters = { faults: 0, replaced: 0, clipped: 0, clamped: 0 };
  readonly #renderer: EffectRenderer;

  /**
   * `module`: kernel-effects.wasm. Throws a TypeError or RangeError for wrong options, SluiceError MODEL_UNREADABLE for
   * a layer that effects do not run, MODEL_MISMATCH where the rates do not fit and must be neither corrected nor
   * ignored.
   */
  constructor(module: WebAssembly.Module, model: EffectModel, options: OfflineOptions) {
    const { sampleRate, channels = 1 } = options;
    if (!(sampleRate > 0 && sampleRate <= 1e6))
      throw new RangeError(`${DOING}: 'sampleRate' must be above 0 and at most 1000000: received ${sampleRate}`);
    if (!(Number.isInteger(channels) && channels >= 1 && channels <= 64))
      throw new RangeError(`${DOING}: 'channels' must be a whole number from 1 to 64: received ${channels}`);
    const { knobs, oversample, otherRate, told } = checkEffectOptions(DOING, model, options);
    const rate = planRate({ modelRate: model.sampleRate, soundRate: sampleRate, oversample, otherRate });
    const image = makeImage(model, { rate, soundRate: sampleRate, channels, frames: BLOCK, knobs });
    this.latencySamples = image.latencySamples;
    this.told = [...told, ...rate.told];
    this.#renderer = newRenderer(module, image);
  }

  /** The next samples of each channel. The states go on from one call to the next. */
  process(channels: readonly (Float32Array | Float64Array)[]): Float32Array[] {
    const { inputs, outputs } = this.#renderer;
    const frames = channels[0]?.length ?? 0;
    if (channels.length !== inputs.length || channels.some(({ length }) => length !== frames))
      throw new RangeError(
        `${DOING}: it takes ${inputs.length} channels of one length: received ${channels.map(({ length }) => length)}`,
      );
    const out = channels.map(() => new Float32Array(frames));
    for (let from = 0; from < frames; from += BLOCK) {
      const to = Math.min(frames, from + BLOCK);
      for (const [i, channel] of channels.entries()) inputs[i]?.set(channel.subarray(from, to));
      this.#renderer.render(to - from);
      for (const [i, channel] of out.entries()) channel.set((outputs[i] as Float32Array).subarray(0, to - from), from);
    }
    this.#renderer.count(this.counters);
    return out;
  }

  /** Turns a knob, by its place in the model. */
  turn(knob: number, value: number): void {
    const values = this.#renderer.knobs[knob];
    if (values === undefined)
      throw new RangeError(`${DOING}: it has ${this.#renderer.knobs.length} knobs: received ${knob}`);
    values[0] = value;
  }
}

const DOING = 'Cannot run the effect';

/** Throws SluiceError KERNEL_UNAVAILABLE where the module is not the effects' kernel. */
function newRenderer(
  module: WebAssembly.Module,
  image: ConstructorParameters<typeof EffectRenderer>[1],
): EffectRenderer {
  try {
    return new EffectRenderer(module, image);
  } catch (cause) {
    throw new SluiceError('KERNEL_UNAVAILABLE', `${DOING}: the module is not kernel-effects.wasm: ${String(cause)}`, {
      cause,
    });
  }
}
