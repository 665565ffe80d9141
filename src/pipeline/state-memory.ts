// Where one stream's parts lie in the kernel's memory, one after the other: a snapshot is a copy of all of it.
import { SluiceError } from '../errors.js';
import { Framer } from './frames/framer.js';
import type { ResamplerDesign } from './frames/resampler.js';
import { vectorBytes } from './kernel-access/kernel.js';
import { PreRoll } from './pre-roll.js';
import type { Program } from './program.js';
import { packSnapshot, snapshotSize, unpackSnapshot } from './snapshot.js';

export class SlotMemory {
  /** The framer's part, which is first. */
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
  #networkState: Uint8Array = new Uint8Array(0);
  #featureState: Uint8Array = this.#networkState;
  #whole: Uint8Array = this.#networkState;

  constructor(program: Program, design: ResamplerDesign | null, keptFrames: number) {
    const { kernel, features, weights, model } = program;
    const frameBytes = Framer.bytes(design, model.frontEnd);
    const featureBytes = vectorBytes(features.size);
    const preRollBytes = PreRoll.bytes(keptFrames, features.size);
    this.#program = program;
    this.#bytes = frameBytes + featureBytes + features.stateBytes + weights.stateBytes + preRollBytes;
    this.at = kernel.allocate(this.#bytes);
    this.featuresAt = this.at + frameBytes;
    this.featureStateAt = this.featuresAt + featureBytes;
    this.stateAt = this.featureStateAt + features.stateBytes;
    this.preRollAt = this.stateAt + weights.stateBytes;
  }

  /** All of it, and the numbers, as bytes that say whose state they are. */
  snapshot(identity: string, numbers: Float64Array): Uint8Array {
    return packSnapshot(identity, numbers, this.#all);
  }

  /** Bytes that a snapshot with so many numbers has. */
  snapshotBytes(numberCount: number): number {
    return snapshotSize(numberCount, this.#bytes);
  }

  /** Throws SluiceError SNAPSHOT_MISMATCH where the snapshot is of something else; all is as it was then. */
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

  /** The same as in a snapshot, but bare: for whoever knows whose it is. `numbers`: the bytes of the numbers. Real-time. */
  save(into: Uint8Array, at: number, numbers: Uint8Array): void {
    into.set(numbers, at);
    into.set(this.#all, at + numbers.length);
  }

  load(from: Uint8Array, numbers: Uint8Array): void {
    numbers.set(from.subarray(0, numbers.length));
    this.#all.set(from.subarray(numbers.length, numbers.length + this.#bytes));
  }

  /** Good until the memory grows. */
  get #all(): Uint8Array {
    this.#remap();
    return this.#whole;
  }

  /** Gives it back. */
  free(): void {
    this.#program.kernel.free(this.at, this.#bytes);
  }

  /** (labels) The network's. */
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

  /** The network's whole state from zeros. */
  resetNetwork(): void {
    this.#remap();
    this.#networkState.fill(0);
  }

  /** What features keep from hop to hop, from zeros. */
  resetFeatures(): void {
    this.#remap();
    this.#featureState.fill(0);
  }

  /** Makes the views anew where the kernel's memory has grown since: those made before are empty. */
  #remap(): void {
    const { kernel, weights, features, model } = this.#program;
    if (this.#growths === kernel.growths) return;
    this.#growths = kernel.growths;
    this.#features = kernel.floats(this.featuresAt, features.size);
    this.#scores = kernel.floats(this.stateAt + weights.scoresOffset, model.labels.length);
    this.#hidden = kernel.floats(this.stateAt + weights.hiddenOffset, weights.hiddenSize);
    this.#networkState = kernel.bytes(this.stateAt, weights.stateBytes);
    this.#featureState = kernel.bytes(this.featureStateAt, features.stateBytes);
    this.#whole = kernel.bytes(this.at, this.#bytes);
  }
}
