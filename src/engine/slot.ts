// One stream's whole state and its one-hop step: the only place that joins the stages frames -> features -> network -> detector.
import { type Detected, KeywordDetector, type KeywordSettings } from './detector/keyword.js';
import { FRAMER_NUMBERS, Framer } from './frames/framer.js';
import type { Kernel } from './kernel.js';
import type { OrtNetwork } from './network/ort-network.js';
import type { WasmNetwork } from './network/wasm.js';
import { NEVER_RESTS, PreRoll, type RestPolicy } from './pre-roll.js';
import { networkFor, type Program } from './program.js';
import { SlotMemory } from './slot-memory.js';
import { SLOT_NUMBERS } from './slot-numbers.js';
import { StreamClock } from './stream-clock.js';
import type { StreamSlot } from './stream-slot.js';

export class Slot implements StreamSlot {
  readonly program: Program;
  readonly inputRate: number;
  readonly #kernel: Kernel;
  readonly #memory: SlotMemory;
  readonly #numbers: Float64Array;
  readonly #clock: StreamClock;
  readonly #framer: Framer;
  readonly #network: WasmNetwork | OrtNetwork;
  readonly #detector: KeywordDetector;
  readonly #rest: RestPolicy;
  readonly #preRoll: PreRoll;
  /** What is said while the network rests: the background, for certain. */
  readonly #restScores: Float32Array;
  #fired: Detected | null = null;

  /** `inputRate`: whole Hz. Throws RangeError for a rate that no filter serves. */
  constructor(program: Program, inputRate: number, rest: RestPolicy = NEVER_RESTS) {
    if (!Number.isInteger(inputRate) || inputRate < 1000 || inputRate > 768_000) {
      throw new RangeError(
        `Cannot open the stream: 'sampleRate' must be a whole number from 1000 to 768000 Hz: received ${inputRate}`,
      );
    }
    const { kernel, weights, features, model } = program;
    const design = program.resampler(inputRate);
    const memory = new SlotMemory(program, design, rest.frames);
    const detectorNumbers = KeywordDetector.numbers(model.labels.length);
    this.program = program;
    this.inputRate = inputRate;
    this.#kernel = kernel;
    this.#memory = memory;
    this.#numbers = new Float64Array(SLOT_NUMBERS + FRAMER_NUMBERS + detectorNumbers);
    const framerNumbers = this.#numbers.subarray(SLOT_NUMBERS, SLOT_NUMBERS + FRAMER_NUMBERS);
    const detectorState = this.#numbers.subarray(SLOT_NUMBERS + FRAMER_NUMBERS);
    this.#clock = new StreamClock(this.#numbers, inputRate, model.frontEnd);
    this.#framer = new Framer(kernel, design, model.frontEnd, memory.at, framerNumbers);
    this.#network = networkFor(weights, memory.featuresAt, memory.stateAt);
    this.#detector = new KeywordDetector(model.labels, program.hopMs, model.detector, detectorState);
    this.#rest = rest;
    this.#preRoll = new PreRoll(kernel, memory.preRollAt, rest.frames, features.size, this.#numbers);
    this.#restScores = Float32Array.from(model.labels, (_, i) => (i === 0 ? 1 : 0));
  }

  /** Input samples that the next step takes; changes from step to step where the rates differ. */
  get samplesNeeded(): number {
    return this.#framer.samplesNeeded;
  }

  /** Never more than this are needed. */
  get mostNeeded(): number {
    return this.#framer.mostNeeded;
  }

  /** Where the next step's samples go. Ask for it anew before every step. */
  get input(): Float32Array {
    return this.#framer.input;
  }

  /** Consumes `samplesNeeded` samples of `input`. True when a prediction came out: not while the first window fills. Real-time. */
  step(): boolean {
    if (!this.prepare()) return false;
    this.stepNetwork();
    this.finish();
    return true;
  }

  /** The first part of `step`. True when a step of the network is due: by `stepNetwork`, or together with others'; `finish` comes after it. */
  prepare(): boolean {
    if (!this.#advance()) return false;
    for (let ago = this.#wake(); ago > 0; ago--) {
      this.#preRoll.recall(ago, this.#memory.featuresAt);
      if (ago > 1) this.stepNetwork();
    }
    return true;
  }

  stepNetwork(): void {
    void this.#network.step(); // at once: see Program.waits
  }

  /** The last part of `step`: the prediction and what the detector makes of it. */
  finish(): void {
    this.#preRoll.awake();
    this.#predict();
  }

  /** Where the network's input and state lie. */
  get featuresAt(): number {
    return this.#memory.featuresAt;
  }

  get stateAt(): number {
    return this.#memory.stateAt;
  }

  /** As `step`, for a network that takes its time. Until it is done the slot must be left alone. */
  async stepLater(): Promise<boolean> {
    if (!this.#advance()) return false;
    for (let ago = this.#wake(); ago > 0; ago--) {
      this.#preRoll.recall(ago, this.#memory.featuresAt);
      await this.#network.step();
    }
    this.finish();
    return true;
  }

  /**
   * As `step`, but the network is not stepped: the prediction says the background, and the features are kept as far as the rest policy
   * says, for the network to be stepped through them before the next step. Real-time.
   */
  rest(): boolean {
    if (!this.#advance()) return false;
    this.#preRoll.rest(this.#memory.featuresAt);
    this.#predict();
    return true;
  }

  /** Samples to features. False while the first window fills. */
  #advance(): boolean {
    const needed = this.#framer.samplesNeeded;
    const replaced = this.#kernel.functions.sanitize(this.#framer.inputAt, needed);
    const full = this.#framer.advance();
    this.#clock.hop(needed, replaced);
    if (!full) return false;
    const { featuresAt, featureStateAt } = this.#memory;
    this.program.features.extract(this.#framer.windowAt, featuresAt, featureStateAt);
    return true;
  }

  /** Readies the network, and says how many frames it is to step through: the new one, and before it those kept while it rested. */
  #wake(): number {
    const frames = this.#preRoll.wake(this.#memory.featuresAt);
    if (this.#preRoll.resting && this.#rest.state === 'reset') {
      this.#memory.resetNetwork();
      this.#clock.cold(frames - 1);
    }
    return frames;
  }

  #predict(): void {
    this.#clock.predict();
    this.#fired = this.#detector.step(this.scores, this.#clock.endsAtMs);
  }

  /**
   * `missing` input samples are lost here. No window reaches over the gap, so the framer starts anew; the network's and the detector's
   * state are held; `settled` is false until both have seen a warm-up's worth of samples again.
   */
  gap(missing: number): void {
    this.#clock.gap(missing);
    this.#framer.restart();
    this.#preRoll.clear();
  }

  setDetector(settings: KeywordSettings): void {
    this.#detector.configure(settings);
  }

  /** Index of the last prediction, from 0; -1 before the first. */
  get index(): number {
    return this.#clock.index;
  }

  /** Stream time at the end of the last prediction's window, ms; 0 is the stream's first sample, gaps are counted in. */
  get endsAtMs(): number {
    return this.#clock.endsAtMs;
  }

  /** (labels) The last prediction's scores. */
  get scores(): Float32Array {
    return this.resting ? this.#restScores : this.#memory.scores;
  }

  /** Whether the network rested in the last prediction. */
  get resting(): boolean {
    return this.#preRoll.resting;
  }

  /** Input samples missing between the last prediction and the one before it. */
  get gapBefore(): number {
    return this.#clock.gapBefore;
  }

  /** Whether the state has warmed up since the start, the last gap or reset. */
  get settled(): boolean {
    return this.#clock.settled;
  }

  /** The detection that the last prediction completed, or null. The object is used again: copy it. */
  get fired(): Detected | null {
    return this.#fired;
  }

  /** NaN and infinite samples replaced by zero so far. */
  get replaced(): number {
    return this.#clock.replaced;
  }

  /** (hidden) State of the last recurrent layer, for pictures. */
  get hidden(): Float32Array {
    return this.#memory.hidden;
  }

  /** The last prediction's feature vector, for pictures. */
  get features(): Float32Array {
    return this.#memory.features;
  }

  /** The whole state: resampler, framer, features, network, detector, and the counts. A stream restored from it goes on to the same bits. */
  snapshot(): Uint8Array {
    return this.#memory.snapshot(this.#identity(), this.#numbers);
  }

  /** Bytes that every snapshot of it has. */
  get snapshotBytes(): number {
    return this.#memory.snapshotBytes(this.#numbers.length);
  }

  /** Throws SluiceError SNAPSHOT_MISMATCH for a snapshot of another model, rate or version; the slot then is as it was. */
  restore(snapshot: Uint8Array): void {
    this.#memory.restore(snapshot, this.#identity(), this.#numbers);
    this.#clock.restored();
    this.#fired = null;
  }

  /** Gives the memory back. The slot must not be used again. */
  free(): void {
    this.#memory.free();
  }

  #identity(): string {
    const { model, checksum } = this.program;
    return JSON.stringify([
      2,
      this.inputRate,
      this.#rest,
      model.name,
      model.frontEnd,
      model.layers,
      model.labels,
      checksum,
    ]);
  }
}
