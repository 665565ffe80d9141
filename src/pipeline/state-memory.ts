// Where the parts of one stream's state lie in the kernel's memory, one after the other. A snapshot is a copy of all of
// it.
import { SluiceError } from '../errors.js';
import { Framer } from './frames/framer.js';
import type { ResamplerDesign } from './frames/resampler.js';
import { vectorBytes } from './kernel-access/kernel.js';
import { PreRoll } from './pre-roll.js';
import type { Program } from './program.js';
import { packSnapshot, snapshotSize, unpackSnapshot } from './snapshot.js';

export class StateMemory {
  /** Byte addresses of the parts. The framer's part is first. */
  readonly at: number;
  readonly featuresAt: number;
  readonly featureStateAt: number;
  readonly stateAt: number;
  readonly preRollAt: number;
  readonly #program: Program;
  readonly #bytes: number;
  #growths = -1;
  #features: Float32Array = new Float32Array(0);
  #scores: Float32Array = this.#features;
  #hidden: Float32Array = this.#features;
  #featureState: Uint8Array = new Uint8Array(0);
  #whole: Uint8Array = this.#featureState;

  /** `design`: null where the input has the model's rate; `keptFrames`: feature frames that a resting network keeps. */
  constructor(program: Program, design: ResamplerDesign | null, keptFrames: number) {
    const { kernel, features, backend, model } = program;
    const networkBytes = backend.shape.stateBytes;
    const frameBytes = Framer.bytes(design, model.frontEnd);
    const featureBytes = vectorBytes(features.size);
    const preRollBytes = PreRoll.bytes(keptFrames, features.size);
    this.#program = program;
    this.#bytes = frameBytes + featureBytes + features.stateBytes + networkBytes + preRollBytes;
    this.at = kernel.allocate(this.#bytes);
    this.featuresAt = this.at + frameBytes;
    this.featureStateAt = this.featuresAt + featureBytes;
    this.stateAt = this.featureStateAt + features.stateBytes;
    this.preRollAt = this.stateAt + networkBytes;
  }

  /** All of it and the numbers, as bytes that say whose state they are. */
  snapshot(identity: string, numbers: Float64Array): Uint8Array {
    return packSnapshot(identity, numbers, this.#all);
  }

  /** Bytes of a snapshot with so many numbers. */
  snapshotBytes(numberCount: number): number {
    return snapshotSize(numberCount, this.#bytes);
  }

  /** Throws SluiceError SNAPSHOT_MISMATCH where the snapshot has another identity. Everything then stays as it was. */
  restore(snapshot: Uint8Array, identity: string, numbers: Float64Array): void {
    const state = unpackSnapshot(snapshot, identity, numbers.length, this.#bytes);
    if (!state)
      throw new SluiceError(
        'SNAPSHOT_MISMATCH',
        'Cannot restore the stream: the snapshot is of another model, sample rate or version',
      );
    numbers.set(state.numbers);
    this.#all.set(state.bytes);
  }

  /** Bytes of all of it and of so many numbers. */
  stateBytes(numberCount: number): number {
    return numberCount * 8 + this.#bytes;
  }

  /**
   * As `snapshot`, but bare bytes: the caller knows whose state it is. `numbers`: the bytes of the numbers. Real-time.
   */
  save(into: Uint8Array, at: number, numbers: Uint8Array): void {
    into.set(numbers, at);
    into.set(this.#all, at + numbers.length);
  }

  /** The reverse of `save`. */
  load(from: Uint8Array, numbers: Uint8Array): void {
    numbers.set(from.subarray(0, numbers.length));
    this.#all.set(from.subarray(numbers.length, numbers.length + this.#bytes));
  }

  /** Valid until the memory grows. */
  get #all(): Uint8Array {
    this.#remap();
    return this.#whole;
  }

  /** Gives the memory back. */
  free(): void {
    this.#program.kernel.free(this.at, this.#bytes);
  }

  /** (labels) Output of the network. */
  get scores(): Float32Array {
    this.#remap();
    return this.#scores;
  }

  /** (hidden) State of the last recurrent layer. */
  get hidden(): Float32Array {
    this.#remap();
    return this.#hidden;
  }

  get features(): Float32Array {
    this.#remap();
    return this.#features;
  }

  /** Sets to zeros what the front end keeps from hop to hop. */
  resetFeatures(): void {
    this.#remap();
    this.#featureState.fill(0);
  }

  /** Makes the views again where the kernel's memory has grown: views made before are empty then. */
  #remap(): void {
    const { kernel, backend, features, model } = this.#program;
    if (this.#growths === kernel.growths) return;
    const { scoresOffset, hiddenOffset, hiddenSize } = backend.shape;
    this.#growths = kernel.growths;
    this.#features = kernel.floats(this.featuresAt, features.size);
    this.#scores = kernel.floats(this.stateAt + scoresOffset, model.labels.length);
    this.#hidden = kernel.floats(this.stateAt + hiddenOffset, hiddenSize);
    this.#featureState = kernel.bytes(this.featureStateAt, features.stateBytes);
    this.#whole = kernel.bytes(this.at, this.#bytes);
  }
}
