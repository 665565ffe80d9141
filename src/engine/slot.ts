// One stream's whole state and its one-hop step: the only place that joins the stages frames -> features -> network -> detector.
import { SluiceError } from '../errors.js';
import { type Detected, KeywordDetector, type KeywordSettings } from './detector/keyword.js';
import { FRAMER_NUMBERS, Framer } from './frames/framer.js';
import { type Kernel, vectorBytes } from './kernel.js';
import type { OrtNetwork } from './network/ort-network.js';
import type { WasmNetwork } from './network/wasm.js';
import { networkFor, type Program } from './program.js';
import {
  CONSUMED,
  GAP,
  PREDICTIONS,
  REPLACED,
  RUN_HOPS,
  RUN_PREDICTIONS,
  RUN_START,
  SLOT_NUMBERS,
} from './slot-numbers.js';
import { packSnapshot, unpackSnapshot } from './snapshot.js';

/** How long after its start or a gap a stream's scores are not yet to be trusted: the window is full, the state is still warming up. */
const WARM_UP_MS = 1000;

export class Slot {
  readonly program: Program;
  readonly inputRate: number;
  readonly #kernel: Kernel;
  readonly #at: number;
  readonly #bytes: number;
  readonly #featuresAt: number;
  readonly #featureStateAt: number;
  readonly #stateAt: number;
  readonly #numbers: Float64Array;
  readonly #framer: Framer;
  readonly #network: WasmNetwork | OrtNetwork;
  readonly #detector: KeywordDetector;
  readonly #warmUpHops: number;
  #growths = -1;
  #input: Float32Array = new Float32Array(0);
  #scores: Float32Array = this.#input;
  #hidden: Float32Array = this.#input;
  #features: Float32Array = this.#input;
  #index = -1;
  #endsAtMs = 0;
  #gapBefore = 0;
  #settled = false;
  #fired: Detected | null = null;

  /** `inputRate`: whole Hz. Throws RangeError for a rate that no filter serves. */
  constructor(program: Program, inputRate: number) {
    if (!Number.isInteger(inputRate) || inputRate < 1000 || inputRate > 768_000) {
      throw new RangeError(
        `Cannot open the stream: 'sampleRate' must be a whole number from 1000 to 768000 Hz: received ${inputRate}`,
      );
    }
    const { kernel, weights, features, model } = program;
    const design = program.resampler(inputRate);
    const frameBytes = Framer.bytes(design, model.frontEnd);
    const detectorNumbers = KeywordDetector.numbers(model.labels.length);
    this.program = program;
    this.inputRate = inputRate;
    this.#kernel = kernel;
    this.#bytes = frameBytes + vectorBytes(features.size) + features.stateBytes + weights.stateBytes;
    this.#at = kernel.allocate(this.#bytes);
    this.#featuresAt = this.#at + frameBytes;
    this.#featureStateAt = this.#featuresAt + vectorBytes(features.size);
    this.#stateAt = this.#featureStateAt + features.stateBytes;
    this.#numbers = new Float64Array(SLOT_NUMBERS + FRAMER_NUMBERS + detectorNumbers);
    const framerNumbers = this.#numbers.subarray(SLOT_NUMBERS, SLOT_NUMBERS + FRAMER_NUMBERS);
    const detectorState = this.#numbers.subarray(SLOT_NUMBERS + FRAMER_NUMBERS);
    this.#framer = new Framer(kernel, design, model.frontEnd, this.#at, framerNumbers);
    this.#network = networkFor(weights, this.#featuresAt, this.#stateAt);
    this.#detector = new KeywordDetector(model.labels, program.hopMs, model.detector, detectorState);
    this.#warmUpHops = Math.ceil(WARM_UP_MS / program.hopMs);
    this.#remap();
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
    this.#remap();
    return this.#input;
  }

  /** Consumes `samplesNeeded` samples of `input`. True when a prediction came out: not while the first window fills. Real-time. */
  step(): boolean {
    if (!this.#advance()) return false;
    void this.#network.step(); // at once: see Program.waits
    this.#finish();
    return true;
  }

  /** As `step`, for a network that takes its time. Until it is done the slot must be left alone. */
  async stepLater(): Promise<boolean> {
    if (!this.#advance()) return false;
    await this.#network.step();
    this.#finish();
    return true;
  }

  /** Samples to features. False while the first window fills. */
  #advance(): boolean {
    this.#remap();
    const numbers = this.#numbers;
    const needed = this.#framer.samplesNeeded;
    numbers[REPLACED] = (numbers[REPLACED] as number) + this.#kernel.functions.sanitize(this.#framer.inputAt, needed);
    const full = this.#framer.advance();
    numbers[CONSUMED] = (numbers[CONSUMED] as number) + needed;
    numbers[RUN_HOPS] = (numbers[RUN_HOPS] as number) + 1;
    if (!full) return false;
    this.program.features.extract(this.#framer.windowAt, this.#featuresAt, this.#featureStateAt);
    return true;
  }

  #finish(): void {
    this.#remap();
    this.#publish();
    this.#fired = this.#detector.step(this.#scores, this.#endsAtMs);
  }

  /**
   * `missing` input samples are lost here. No window reaches over the gap, so the framer starts anew; the network's and the detector's
   * state are held; `settled` is false until both have seen a warm-up's worth of samples again.
   */
  gap(missing: number): void {
    const numbers = this.#numbers;
    numbers[CONSUMED] = (numbers[CONSUMED] as number) + missing;
    numbers[RUN_START] = numbers[CONSUMED] as number;
    numbers[RUN_HOPS] = 0;
    numbers[RUN_PREDICTIONS] = 0;
    numbers[GAP] = (numbers[GAP] as number) + missing;
    this.#framer.restart();
  }

  setDetector(settings: KeywordSettings): void {
    this.#detector.configure(settings);
  }

  /** Index of the last prediction, from 0; -1 before the first. */
  get index(): number {
    return this.#index;
  }

  /** Stream time at the end of the last prediction's window, ms; 0 is the stream's first sample, gaps are counted in. */
  get endsAtMs(): number {
    return this.#endsAtMs;
  }

  /** (labels) The last prediction's scores. */
  get scores(): Float32Array {
    this.#remap();
    return this.#scores;
  }

  /** Input samples missing between the last prediction and the one before it. */
  get gapBefore(): number {
    return this.#gapBefore;
  }

  /** Whether the state has warmed up since the start or the last gap. */
  get settled(): boolean {
    return this.#settled;
  }

  /** The detection that the last prediction completed, or null. The object is used again: copy it. */
  get fired(): Detected | null {
    return this.#fired;
  }

  /** NaN and infinite samples replaced by zero so far. */
  get replaced(): number {
    return this.#numbers[REPLACED] as number;
  }

  /** (hidden) State of the last recurrent layer, for pictures. */
  get hidden(): Float32Array {
    this.#remap();
    return this.#hidden;
  }

  /** The last prediction's feature vector, for pictures. */
  get features(): Float32Array {
    this.#remap();
    return this.#features;
  }

  /** The whole state: resampler, framer, features, network, detector, and the counts. A stream restored from it goes on to the same bits. */
  snapshot(): Uint8Array {
    return packSnapshot(this.#identity(), this.#numbers, this.#kernel.bytes(this.#at, this.#bytes));
  }

  /** Throws SluiceError SNAPSHOT_MISMATCH for a snapshot of another model, rate or version; the slot then is as it was. */
  restore(snapshot: Uint8Array): void {
    const state = unpackSnapshot(snapshot, this.#identity(), this.#numbers.length, this.#bytes);
    if (!state)
      throw new SluiceError(
        'SNAPSHOT_MISMATCH',
        'Cannot restore the stream: the snapshot is of another model, sample rate or version',
      );
    this.#numbers.set(state.numbers);
    this.#kernel.bytes(this.#at, this.#bytes).set(state.bytes);
    this.#index = (this.#numbers[PREDICTIONS] as number) - 1;
    this.#fired = null;
  }

  /** Gives the memory back. The slot must not be used again. */
  free(): void {
    this.#kernel.free(this.#at, this.#bytes);
  }

  #publish(): void {
    const numbers = this.#numbers;
    const { frontEnd } = this.program.model;
    this.#index = numbers[PREDICTIONS] as number;
    numbers[PREDICTIONS] = this.#index + 1;
    this.#gapBefore = numbers[GAP] as number;
    numbers[GAP] = 0;
    numbers[RUN_PREDICTIONS] = (numbers[RUN_PREDICTIONS] as number) + 1;
    this.#settled = (numbers[RUN_PREDICTIONS] as number) > this.#warmUpHops;
    const runSamples = (numbers[RUN_HOPS] as number) * frontEnd.hopSamples;
    this.#endsAtMs =
      ((numbers[RUN_START] as number) * 1000) / this.inputRate + (runSamples * 1000) / frontEnd.sampleRate;
  }

  #identity(): string {
    const { model, checksum } = this.program;
    return JSON.stringify([1, this.inputRate, model.name, model.frontEnd, model.layers, model.labels, checksum]);
  }

  /** Makes the views anew where the kernel's memory has grown since: those made before are empty. */
  #remap(): void {
    if (this.#growths === this.#kernel.growths) return;
    const { weights, features, model } = this.program;
    this.#growths = this.#kernel.growths;
    this.#input = this.#framer.input;
    this.#features = this.#kernel.floats(this.#featuresAt, features.size);
    this.#scores = this.#kernel.floats(this.#stateAt + weights.scoresOffset, model.labels.length);
    this.#hidden = this.#kernel.floats(this.#stateAt + weights.hiddenOffset, weights.hiddenSize);
  }
}
