// Samples become windows. A framer says how many input samples the next hop takes, resamples them, and slides its
// window on by one hop. So a window depends on the samples alone, and not on the blocks they came in.
import { type Kernel, padded, vectorBytes } from '../kernel-access/kernel.js';
import type { ResamplerDesign } from './resampler.js';

export interface FramerShape {
  readonly windowSamples: number;
  readonly hopSamples: number;
}

/** The numbers of a framer's state, so that a snapshot can hold them, in this order. */
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
   * `design`: null where the input has the model's rate; `at`: address of `Framer.bytes()` bytes; `numbers`:
   * FRAMER_NUMBERS numbers of the stream's state.
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
   * Bytes of a framer's part of the memory: the window; where it resamples, the samples that the filter still needs;
   * the next hop's input.
   */
  static bytes(design: ResamplerDesign | null, shape: FramerShape): number {
    const most = design ? design.mostNeeded(shape.hopSamples) : shape.hopSamples;
    const buffer = design ? design.taps + most : 0;
    return vectorBytes(shape.windowSamples) + vectorBytes(buffer) + vectorBytes(most);
  }

  /** Makes the views again where the kernel's memory has grown. */
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

  /** Forgets all samples and starts a new window. The filter starts as if silence had come before. */
  restart(): void {
    this.#remap();
    this.#numbers[REST] = 0;
    this.#numbers[HELD] = this.#design ? this.#design.taps / 2 - 1 : 0;
    this.#numbers[FILLED] = 0;
    this.#windowView.fill(0);
    this.#bufferView.fill(0);
  }

  /** Address of the window: windowSamples floats. */
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

  /** Where those samples go. Get the view again before every hop: the kernel's memory may have grown. */
  get input(): Float32Array {
    this.#remap();
    return this.#inputView;
  }

  get inputAt(): number {
    const buffer = this.#design ? this.#design.taps + this.mostNeeded : 0;
    return this.#bufferAt + vectorBytes(buffer);
  }

  /** No hop takes more samples than this. */
  get mostNeeded(): number {
    return this.#design ? this.#design.mostNeeded(this.#shape.hopSamples) : this.#shape.hopSamples;
  }

  /**
   * Takes the `samplesNeeded` samples at the start of `input` and slides the window on by one hop. True when the window
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
    // a hop longer than the window skips its own start
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
