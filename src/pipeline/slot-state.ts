// What one stream's state is made of, where each part lies, and what is read from it: the parts of a slot, without its step.

import type { KeywordSettings } from '../model/detector-settings.js';
import type { OnGap } from '../model/on-gap.js';
import { CountedSlot } from './counted-slot.js';
import { type Detected, KeywordDetector } from './detector/keyword.js';
import { FRAMER_NUMBERS, Framer } from './frames/framer.js';
import { Health, type UnhealthyReason } from './health.js';
import type { OrtNetwork } from './network/ort-network.js';
import type { WasmNetwork } from './network/wasm.js';
import { NEVER_RESTS, PreRoll, type RestPolicy } from './pre-roll.js';
import { networkFor, type Program } from './program.js';
import { checkSampleRate } from './sample-rate.js';
import { Silence } from './silence.js';
import { SlotMemory } from './state-memory.js';
import { SLOT_NUMBERS } from './state-numbers.js';
import { StreamClock } from './stream-clock.js';

export class SlotState extends CountedSlot {
  readonly program: Program;
  readonly inputRate: number;
  protected readonly memory: SlotMemory;
  readonly #numbers: Float64Array;
  /** The same as bytes. */
  readonly #numberBytes: Uint8Array;
  protected readonly clock: StreamClock;
  protected readonly framer: Framer;
  protected readonly silence: Silence;
  protected readonly network: WasmNetwork | OrtNetwork;
  protected readonly health: Health;
  protected readonly detector: KeywordDetector;
  protected readonly restPolicy: RestPolicy;
  protected readonly preRoll: PreRoll;
  /** What is said while the network rests, or has nothing to say: the background, for certain. */
  readonly #restScores: Float32Array;
  protected lastFired: Detected | null = null;
  protected lastAilment: UnhealthyReason | null = null;
  protected mute = false;

  /** `inputRate`: whole Hz. Throws RangeError for a rate that no filter serves. */
  constructor(program: Program, inputRate: number, rest: RestPolicy = NEVER_RESTS) {
    super();
    checkSampleRate(inputRate, program.model);
    const { kernel, weights, features, model, hopMs } = program;
    const design = program.resampler(inputRate);
    const memory = new SlotMemory(program, design, rest.frames);
    const numbers = new Float64Array(SLOT_NUMBERS + FRAMER_NUMBERS + KeywordDetector.numbers(model.labels.length));
    const framerNumbers = numbers.subarray(SLOT_NUMBERS, SLOT_NUMBERS + FRAMER_NUMBERS);
    const detectorState = numbers.subarray(SLOT_NUMBERS + FRAMER_NUMBERS);
    this.program = program;
    this.inputRate = inputRate;
    this.memory = memory;
    this.#numbers = numbers;
    this.#numberBytes = new Uint8Array(numbers.buffer);
    this.clock = new StreamClock(numbers, inputRate, model.frontEnd);
    this.framer = new Framer(kernel, design, model.frontEnd, memory.at, framerNumbers);
    this.silence = new Silence(this.framer, inputRate, numbers);
    this.network = networkFor(weights, memory.featuresAt, memory.stateAt);
    this.health = new Health(kernel, { at: memory.stateAt, carried: weights.carried, hopMs }, numbers);
    this.detector = new KeywordDetector(model.labels, hopMs, model.detector, detectorState);
    this.restPolicy = rest;
    this.preRoll = new PreRoll(kernel, memory.preRollAt, rest.frames, features.size, numbers);
    this.#restScores = Float32Array.from(model.labels, (_, i) => (i === 0 ? 1 : 0));
    this.onGap = model.onGap ?? 'hold';
  }

  /** Input samples that the next step takes; changes from step to step where the rates differ. */
  get samplesNeeded(): number {
    return this.framer.samplesNeeded;
  }

  /** Never more than this are needed. */
  get mostNeeded(): number {
    return this.framer.mostNeeded;
  }

  /** Where the next step's samples go. Ask for it anew before every step. */
  get input(): Float32Array {
    return this.framer.input;
  }

  /** Where the network's input and state lie. */
  get featuresAt(): number {
    return this.memory.featuresAt;
  }

  get stateAt(): number {
    return this.memory.stateAt;
  }

  /** What missing samples mean to the state. Of the model, where nobody says; a snapshot brings its own. */
  get onGap(): OnGap {
    return this.silence.policy;
  }

  set onGap(policy: OnGap) {
    this.silence.policy = policy;
  }

  /** Samples of the next step that are in `input` already: silence in place of missing ones, and what was before it. */
  get filled(): number {
    return this.silence.filled;
  }

  setDetector(settings: KeywordSettings): void {
    this.detector.configure(settings);
  }

  /** (labels) The last prediction's scores. */
  get scores(): Float32Array {
    return this.resting || this.mute ? this.#restScores : this.memory.scores;
  }

  /** Whether the network rested in the last prediction. */
  get resting(): boolean {
    return this.preRoll.resting;
  }

  /** The detection that the last prediction completed, or null. The object is used again: copy it. */
  get fired(): Detected | null {
    return this.lastFired;
  }

  /** Why the state was unhealthy at the last prediction, or null. */
  get unhealthyReason(): UnhealthyReason | null {
    return this.lastAilment;
  }

  /** Hops after which the state was unhealthy, so far. */
  get unhealthy(): number {
    return this.health.unhealthy;
  }

  /** NaN and infinite samples replaced by zero so far. */
  get replaced(): number {
    return this.clock.replaced;
  }

  /** (hidden) State of the last recurrent layer, for pictures. */
  get hidden(): Float32Array {
    return this.memory.hidden;
  }

  /** The last prediction's feature vector, for pictures. */
  get features(): Float32Array {
    return this.memory.features;
  }

  /** The whole state: resampler, framer, features, network, detector, and the counts. A stream restored from it goes on to the same bits. */
  snapshot(): Uint8Array {
    return this.memory.snapshot(this.program.identity(this.inputRate, this.restPolicy), this.#numbers);
  }

  /** Bytes that every snapshot of it has. */
  get snapshotBytes(): number {
    return this.memory.snapshotBytes(this.#numbers.length);
  }

  /** Throws SluiceError SNAPSHOT_MISMATCH for a snapshot of another model, rate or version; the slot then is as it was. */
  restore(snapshot: Uint8Array): void {
    this.memory.restore(snapshot, this.program.identity(this.inputRate, this.restPolicy), this.#numbers);
    this.lastFired = null;
  }

  /** Bytes of the whole state, bare. */
  get stateBytes(): number {
    return this.memory.stateBytes(this.#numbers.length);
  }

  /** Puts the whole state down at `into[at, at + stateBytes)`, for a slot of the same program and rate. Real-time. */
  save(into: Uint8Array, at: number): void {
    this.memory.save(into, at, this.#numberBytes);
  }

  /** Goes on from what another has saved. */
  load(from: Uint8Array): void {
    this.memory.load(from, this.#numberBytes);
    this.lastFired = null;
  }

  /** Gives the memory back. The slot must not be used again. */
  free(): void {
    this.memory.free();
  }
}
