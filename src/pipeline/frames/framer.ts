// Samples become windows. A framer pulls: it says how many input samples the next hop takes, resamples them, and slides
// its window on by one hop. So a window depends on the samples alone, whatever blocks they came in.
import { type Kernel, padded, vectorBytes } from '../kernel-access/kernel.js';
import type { ResamplerDesign } from './resampler.js';

export interface FramerShape {
  readonly windowSamples: number;
  readonly hopSamples: number;
}

/** Numbers of a framer that belong to the stream's state, in this order, so that a snapshot can hold them. */
export const FRAMER_NUMBERS = 3;
const REST = 0; // position of the next output modulo 1, times `whole`
const HELD = 1; // input samples in the buffer that the next outputs still need
const FILLED = 2; // samples in the window, up to windowSamples

export class Framer {
  readonly #kernel: Kernel;
  readonly #design: ResamplerDesign | null;
  readonly #shape: FramerShape;
  readonly #at: number;
  readonly #numbers: Float64Array;
  #inputView: Float32Array;
  #bufferView: Float32Array;
  #inputFrom = 0;
  #growths = -1;
  #windowView: Float32Array;

  /**
   * `at`: `Framer.bytes()` bytes of kernel memory; `numbers`: FRAMER_NUMBERS of the stream's numbers.
   * `design` null means that the input already has the model's rate.
   */
  constructor(kernel: Kernel, design: ResamplerDesign | null, shape: FramerShape, at: number, numbers: Float64Array) {
    this.#kernel = kernel;
    this.#design = design;
    this.#shape = shape;
    this.#at = at;
    this.#numbers = numbers;
    this.#inputView = new Float32Array(0);
    this.#windowView = this.#inputView;
    this.#bufferView = this.#inputView;
    this.restart();
  }

  /**
   * Bytes of a framer's part of memory: the window, then (to resample) what the filter still needs, then the next hop's
   * input.
   */
  static bytes(design: ResamplerDesign | null, shape: FramerShape): number {
    const most = design ? design.mostNeeded(shape.hopSamples) : shape.hopSamples;
    const buffer = design ? design.taps + most : 0;
    return vectorBytes(shape.windowSamples) + vectorBytes(buffer) + vectorBytes(most);
  }

  /** Makes the views anew where the kernel's memory has grown since. */
  #remap(): void {
    if (this.#growths === this.#kernel.growths) return;
    this.#growths = this.#kernel.growths;
    const { windowSamples } = this.#shape;
    const most = this.mostNeeded;
    const buffer = this.#design ? this.#design.taps + most : 0;
    this.#windowView = this.#kernel.floats(this.#at, windowSamples);
    this.#bufferView = this.#kernel.floats(this.#bufferAt, padded(buffer) + most);
    this.#inputView = this.#kernel.floats(this.inputAt, most);
    this.#inputFrom = padded(buffer);
  }

  /** Forgets all samples: what comes next starts a new window. Silence is taken to have been before. */
  restart(): void {
    this.#remap();
    this.#numbers[REST] = 0;
    this.#numbers[HELD] = this.#design ? this.#design.taps / 2 - 1 : 0;
    this.#numbers[FILLED] = 0;
    this.#windowView.fill(0);
    this.#bufferView.fill(0);
  }

  /** Where the window lies: windowSamples floats. */
  get windowAt(): number {
    return this.#at;
  }

  /** Input samples that the next hop takes. */
  get samplesNeeded(): number {
    const design = this.#design;
    if (!design) return this.#shape.hopSamples;
    const last = (this.#numbers[REST] as number) + (this.#shape.hopSamples - 1) * design.step;
    return Math.max(0, Math.floor(last / design.whole) + design.taps - (this.#numbers[HELD] as number));
  }

  /** Where those samples go, and its byte address. Fetch the view anew whenever the kernel's memory may have grown. */
  get input(): Float32Array {
    this.#remap();
    return this.#inputView;
  }

  get inputAt(): number {
    const buffer = this.#design ? this.#design.taps + this.mostNeeded : 0;
    return this.#bufferAt + vectorBytes(buffer);
  }

  /** The most samples a hop can take. */
  get mostNeeded(): number {
    return this.#design ? this.#design.mostNeeded(this.#shape.hopSamples) : this.#shape.hopSamples;
  }

  /**
   * Takes the `samplesNeeded` samples at the start of `input` and slides the window on by a hop. True when the window
   * is full. Real-time.
   */
  advance(): boolean {
    this.#remap();
    const needed = this.samplesNeeded;
    const { windowSamples, hopSamples } = this.#shape;
    if (hopSamples < windowSamples) this.#windowView.copyWithin(0, hopSamples);
    if (this.#design) this.#resample(this.#design, needed);
    else this.#copyHop();
    this.#numbers[FILLED] = Math.min((this.#numbers[FILLED] as number) + hopSamples, windowSamples);
    return this.#numbers[FILLED] === windowSamples;
  }

  #copyHop(): void {
    const { windowSamples, hopSamples } = this.#shape;
    // a hop longer than the window leaves out its own beginning
    let to = windowSamples - 1;
    for (let from = hopSamples - 1; from >= 0 && to >= 0; from--) {
      this.#windowView[to--] = this.#inputView[from] as number;
    }
  }

  #resample(design: ResamplerDesign, needed: number): void {
    const { windowSamples, hopSamples } = this.#shape;
    const held = this.#numbers[HELD] as number;
    this.#bufferView.copyWithin(held, this.#inputFrom, this.#inputFrom + needed);
    const rest = this.#numbers[REST] as number;
    const skipped = Math.max(0, hopSamples - windowSamples); // outputs that no window shows
    const first = rest + skipped * design.step;
    this.#kernel.functions.resample(
      this.#bufferAt + Math.floor(first / design.whole) * 4,
      design.tableAt,
      this.#at + (windowSamples - (hopSamples - skipped)) * 4,
      hopSamples - skipped,
      design.taps,
      design.phases,
      first % design.whole,
      design.step,
      design.whole,
    );
    const next = rest + hopSamples * design.step;
    const passed = Math.floor(next / design.whole);
    this.#bufferView.copyWithin(0, passed, held + needed);
    this.#numbers[HELD] = held + needed - passed;
    this.#numbers[REST] = next % design.whole;
  }

  get #bufferAt(): number {
    return this.#at + vectorBytes(this.#shape.windowSamples);
  }
}
