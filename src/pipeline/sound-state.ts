// One stream of sound: its whole state and its step of one hop. This is the only place that joins the stages frames ->
// features -> network -> detector. It knows no thread: when a step is made, and who gets the prediction, is decided
// elsewhere.
import type { KeywordSettings } from '../model/detector-settings.js';
import type { OnGap } from '../model/on-gap.js';
import type { Detected, Detector } from './detector/detector.js';
import { createDetector, detectorNumbers } from './detector/detectors.js';
import { FRAMER_NUMBERS, Framer } from './frames/framer.js';
import { Health, type UnhealthyReason } from './health.js';
import type { Network } from './network/network.js';
import { NEVER_RESTS, PreRoll, type RestPolicy } from './pre-roll.js';
import type { Program } from './program.js';
import { checkSampleRate } from './sample-rate.js';
import { Silence } from './silence.js';
import { SoundClock } from './sound-clock.js';
import { StateMemory } from './state-memory.js';
import { STATE_NUMBERS } from './state-numbers.js';
import type { SilenceFill, SoundStep, StreamState } from './stream-state.js';

export class SoundState implements StreamState, SoundStep, SilenceFill {
  readonly program: Program;
  /** Hz, of the source. */
  readonly inputRate: number;
  readonly sound: SoundStep = this;
  readonly silence: SilenceFill = this;
  heals = true;
  readonly #memory: StateMemory;
  /** All state that does not lie in the kernel's memory: STATE_NUMBERS, then the framer's, then the detector's. */
  readonly #numbers: Float64Array;
  /** The same numbers as bytes. */
  readonly #numberBytes: Uint8Array;
  readonly #clock: SoundClock;
  readonly #framer: Framer;
  readonly #silence: Silence;
  readonly #network: Network;
  readonly #health: Health;
  readonly #detector: Detector;
  readonly #restPolicy: RestPolicy;
  readonly #preRoll: PreRoll;
  /** Scores while the network rests or its output cannot be used: the background, with certainty. */
  readonly #background: Float32Array;
  #fired: Detected | null = null;
  #unhealthyReason: UnhealthyReason | null = null;
  /** Whether the network's scores cannot be used. */
  #mute = false;

  /** `inputRate`: whole Hz. Throws RangeError for a rate that no filter serves. */
  constructor(program: Program, inputRate: number, rest: RestPolicy = NEVER_RESTS) {
    checkSampleRate(inputRate, program.model);
    const { kernel, backend, features, model, hopMs } = program;
    const design = program.resampler(inputRate);
    const memory = new StateMemory(program, design, rest.frames);
    const numbers = new Float64Array(STATE_NUMBERS + FRAMER_NUMBERS + detectorNumbers(model.labels.length));
    const framerNumbers = numbers.subarray(STATE_NUMBERS, STATE_NUMBERS + FRAMER_NUMBERS);
    const detectorState = numbers.subarray(STATE_NUMBERS + FRAMER_NUMBERS);
    this.program = program;
    this.inputRate = inputRate;
    this.#memory = memory;
    this.#numbers = numbers;
    this.#numberBytes = new Uint8Array(numbers.buffer);
    this.#clock = new SoundClock(numbers, inputRate, model.frontEnd);
    this.#framer = new Framer(kernel, design, model.frontEnd, memory.at, framerNumbers);
    this.#silence = new Silence(this.#framer, inputRate, numbers);
    this.#network = backend.network(memory.featuresAt, memory.stateAt);
    this.#health = new Health(kernel, { at: memory.stateAt, carried: backend.shape.carried, hopMs }, numbers);
    this.#detector = createDetector(model.labels, hopMs, model.detector, detectorState);
    this.#restPolicy = rest;
    this.#preRoll = new PreRoll(kernel, memory.preRollAt, rest.frames, features.size, numbers);
    this.#background = Float32Array.from(model.labels, (_, i) => (i === 0 ? 1 : 0));
    this.onGap = model.onGap ?? 'hold';
  }

  /**
   * Takes `samplesNeeded` samples of `input`. True when a prediction came out; false while the first window fills. Only
   * where the program is not asynchronous. Real-time.
   */
  step(): boolean {
    if (!this.prepare()) return false;
    this.stepNetwork();
    this.finish();
    return true;
  }

  prepare(): boolean {
    if (!this.#extract()) return false;
    for (let ago = this.#wake(); ago > 0; ago--) {
      this.#preRoll.recall(ago, this.#memory.featuresAt);
      if (ago > 1) this.stepNetwork();
    }
    return true;
  }

  stepNetwork(): void {
    void this.#network.step(); // no promise here: see NetworkBackend.isAsync
  }

  finish(): void {
    if (this.#foundUnhealthy()) this.stepNetwork();
    this.#conclude();
  }

  async stepAsync(): Promise<boolean> {
    if (!this.#extract()) return false;
    for (let ago = this.#wake(); ago > 0; ago--) {
      this.#preRoll.recall(ago, this.#memory.featuresAt);
      await this.#network.step();
    }
    if (this.#foundUnhealthy()) await this.#network.step();
    this.#conclude();
    return true;
  }

  /**
   * As `step`, but the network rests, and the prediction is the background. The newest feature frames are kept, as many
   * as the rest policy says: when the network wakes, it first steps through those. Real-time.
   */
  rest(): boolean {
    if (!this.#extract()) return false;
    this.#preRoll.rest(this.#memory.featuresAt);
    this.#unhealthyReason = null;
    this.#predict();
    return true;
  }

  bridges(missing: number): boolean {
    return this.#silence.bridges(missing);
  }

  /** As the contract says. `settled` is false until the state has warmed up again. */
  bridge(tail: number, missing: number): void {
    this.#silence.bridge(tail, missing);
    this.#clock.missing(missing);
  }

  /**
   * `missing` input samples are missing here, and no window reaches across the gap: the framer starts over. `onGap`
   * says whether the network's and the detector's state start over too; silence never stands in for samples that were
   * `skipped`. `settled` is false until the state has warmed up again.
   */
  gap(missing: number, skipped = false): void {
    const { samples, real } = this.#silence.forget();
    this.#clock.gap(missing + samples, missing + real);
    this.#framer.restart();
    this.#preRoll.clear();
    if (this.onGap === 'hold' || (this.onGap === 'zeros' && skipped)) return;
    this.#startAnew();
    this.#detector.reset();
  }

  resumeAt(index: number): void {
    this.#clock.resumeAt(index);
  }

  get samplesNeeded(): number {
    return this.#framer.samplesNeeded;
  }

  get mostNeeded(): number {
    return this.#framer.mostNeeded;
  }

  get input(): Float32Array {
    return this.#framer.input;
  }

  get featuresAt(): number {
    return this.#memory.featuresAt;
  }

  get stateAt(): number {
    return this.#memory.stateAt;
  }

  /** What missing samples do to the state: the model's policy at first, after `restore` or `load` the saved one. */
  get onGap(): OnGap {
    return this.#silence.policy;
  }

  set onGap(policy: OnGap) {
    this.#silence.policy = policy;
  }

  get filled(): number {
    return this.#silence.filled;
  }

  setDetector(settings: KeywordSettings): void {
    this.#detector.configure(settings);
  }

  get index(): number {
    return this.#clock.index;
  }

  get endsAtMs(): number {
    return this.#clock.endsAtMs;
  }

  get gapBefore(): number {
    return this.#clock.gapBefore;
  }

  get settled(): boolean {
    return this.#clock.settled;
  }

  get scores(): Float32Array {
    return this.resting || this.#mute ? this.#background : this.#memory.scores;
  }

  get resting(): boolean {
    return this.#preRoll.resting;
  }

  get fired(): Detected | null {
    return this.#fired;
  }

  get unhealthyReason(): UnhealthyReason | null {
    return this.#unhealthyReason;
  }

  get unhealthy(): number {
    return this.#health.unhealthy;
  }

  get replaced(): number {
    return this.#clock.replaced;
  }

  get hidden(): Float32Array {
    return this.#memory.hidden;
  }

  get features(): Float32Array {
    return this.#memory.features;
  }

  /** Everything: resampler, framer, features, network, detector and the counts. */
  snapshot(): Uint8Array {
    return this.#memory.snapshot(this.program.identity(this.inputRate, this.#restPolicy), this.#numbers);
  }

  get snapshotBytes(): number {
    return this.#memory.snapshotBytes(this.#numbers.length);
  }

  restore(snapshot: Uint8Array): void {
    this.#memory.restore(snapshot, this.program.identity(this.inputRate, this.#restPolicy), this.#numbers);
    this.#fired = null;
  }

  get stateBytes(): number {
    return this.#memory.stateBytes(this.#numbers.length);
  }

  save(into: Uint8Array, at: number): void {
    this.#memory.save(into, at, this.#numberBytes);
  }

  load(from: Uint8Array): void {
    this.#memory.load(from, this.#numberBytes);
    this.#fired = null;
  }

  free(): void {
    this.#memory.free();
  }

  /** Turns samples into features. False while the first window fills. */
  #extract(): boolean {
    const needed = this.#framer.samplesNeeded;
    const replaced = this.program.kernel.functions.sanitize(this.#framer.inputAt, needed);
    const full = this.#framer.advance();
    this.#silence.taken();
    this.#clock.hop(needed, replaced);
    if (!full) return false;
    const { featuresAt, featureStateAt } = this.#memory;
    this.program.features.extract(this.#framer.windowAt, featuresAt, featureStateAt);
    return true;
  }

  /**
   * Wakes the network. Returns how many frames it must step through: the new one, and before it those kept while it
   * rested.
   */
  #wake(): number {
    const frames = this.#preRoll.wake(this.#memory.featuresAt);
    if (this.#preRoll.resting && this.#restPolicy.state === 'reset') {
      this.#network.reset();
      this.#clock.cold(frames - 1);
    }
    return frames;
  }

  /**
   * Checks the state. True where it was unhealthy and has started over: then the network must step once more, from
   * rest.
   */
  #foundUnhealthy(): boolean {
    this.#unhealthyReason = this.#health.look();
    this.#mute = this.#unhealthyReason === 'not-finite';
    if (this.#unhealthyReason === null || !this.heals) return false;
    this.#startAnew();
    return true;
  }

  #conclude(): void {
    if (this.#unhealthyReason !== null && this.heals) {
      this.#mute = !this.#health.finite; // still not finite after a step from rest: weights or features are the cause
      if (this.#mute) this.#startAnew();
    }
    this.#preRoll.awake();
    this.#predict();
  }

  /** Sets the network and the features to rest. */
  #startAnew(): void {
    this.#network.reset();
    this.#memory.resetFeatures();
    this.#clock.cold(0);
  }

  #predict(): void {
    this.#clock.predict();
    this.#fired = this.#detector.step(this.scores, this.#clock.endsAtMs);
  }
}
