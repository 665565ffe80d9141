// The host of the effects' kernel, on the thread that renders: an AudioWorklet, or whoever renders a file. It knows the
// image of an effect and no model.
import {
  CHANNEL_BYPASS,
  CHANNEL_CLAMPED,
  CHANNEL_CLIPPED,
  CHANNEL_FAULTS,
  CHANNEL_REPLACED,
  KNOB_BYTES,
  KNOB_STRIDE,
} from '../kernel/effects/layout.js';
import { HOST_MEMORY } from '../kernel/layout.js';
import { EFFECT_FUNCTIONS, type EffectFunctions } from './effect-functions.js';
import type { EffectImage } from './image.js';

/** What was counted since the start, over all channels. */
export interface EffectCounters {
  /** Outputs that were no number, or far above full scale: the effect was silent for 50 ms and began from rest. */
  faults: number;
  /** Input samples that were no number, and were replaced by 0. */
  replaced: number;
  /** Output samples beyond -1 and 1. */
  clipped: number;
  /** Samples with a knob out of its range: it stood at its end. */
  clamped: number;
}

export class EffectRenderer {
  /** Samples to render, and rendered ones, of each channel: `frames` each. */
  readonly inputs: readonly Float32Array[];
  readonly outputs: readonly Float32Array[];
  /** Values of each knob, one for all samples or one for each. */
  readonly knobs: readonly Float32Array[];
  /** Samples at once, at most. */
  readonly frames: number;
  readonly #image: EffectImage;
  readonly #functions: EffectFunctions;
  readonly #memory: DataView;

  /** `module`: kernel-effects.wasm. Throws where it is another one. */
  constructor(module: WebAssembly.Module, image: EffectImage) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(image.top / 65_536) });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    const missing = EFFECT_FUNCTIONS.filter((name) => typeof exports[name] !== 'function');
    if (missing.length > 0)
      throw new TypeError(`the module is not the effects' kernel: it has no ${missing.join(', ')}`);
    this.#functions = exports as unknown as EffectFunctions;
    this.#image = image;
    this.#memory = new DataView(memory.buffer);
    new Uint8Array(memory.buffer).set(image.bytes, HOST_MEMORY);
    const floats = (at: number) => new Float32Array(memory.buffer, at, image.frames);
    this.frames = image.frames;
    this.inputs = image.inputs.map(floats);
    this.outputs = image.outputs.map(floats);
    this.knobs = image.knobValues.map(floats);
    for (const channel of image.channels) this.#functions.restart(image.effect, channel);
  }

  /** Whether knob `i` has a value for each sample, or its first one for all. Real-time. */
  turn(i: number, eachSample: boolean): void {
    this.#memory.setInt32(this.#image.knobs + i * KNOB_BYTES + KNOB_STRIDE, eachSample ? 4 : 0, true);
  }

  /** Moves to the input, or back to the effect, within 10 ms. Real-time. */
  bypass(on: boolean): void {
    for (let i = 0; i < this.#image.channels.length; i++) {
      this.#memory.setFloat32((this.#image.channels[i] as number) + CHANNEL_BYPASS, on ? 1 : 0, true);
    }
  }

  /** Renders the first `frames` samples of all channels. Real-time. */
  render(frames: number): void {
    const { effect, channels } = this.#image;
    for (let i = 0; i < channels.length; i++) this.#functions.render(effect, channels[i] as number, frames);
  }

  /** Writes what was counted into `into`. Real-time. */
  count(into: EffectCounters): void {
    into.faults = this.#sum(CHANNEL_FAULTS);
    into.replaced = this.#sum(CHANNEL_REPLACED);
    into.clipped = this.#sum(CHANNEL_CLIPPED);
    into.clamped = this.#sum(CHANNEL_CLAMPED);
  }

  #sum(counter: number): number {
    let sum = 0;
    for (let i = 0; i < this.#image.channels.length; i++) {
      sum += this.#memory.getUint32((this.#image.channels[i] as number) + counter, true);
    }
    return sum;
  }
}
