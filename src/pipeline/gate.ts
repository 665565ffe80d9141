// Whether a stream's network needs to step: a second, small network gets the same samples, and its score opens and
// closes the gate.
import { SluiceError } from '../errors.js';
import type { OnGap } from '../model/on-gap.js';
import type { Program } from './program.js';
import { SoundState } from './sound-state.js';
import type { CheckpointedState } from './stream-state.js';

/** How a gate decides. */
export interface GateSettings {
  /** Index of the score that opens it. */
  readonly label: number;
  /** The gate opens at or above this score. */
  readonly enter: number;
  /** The gate closes after `hangoverMs` below this score. */
  readonly exit: number;
  readonly hangoverMs: number;
}

const FILLED = 0; // samples of the next hop that are in place
const OPEN = 1; // 1 while the gate is open
const QUIET_MS = 2; // how long the score has been below `exit`
const NUMBERS = 3;
const OWN_BYTES = NUMBERS * 8;

export class Gate implements CheckpointedState {
  readonly #state: SoundState;
  readonly #settings: GateSettings;
  readonly #numbers = new Float64Array(NUMBERS);
  readonly #numberBytes = new Uint8Array(this.#numbers.buffer);

  /**
   * `program`: the small network; `inputRate`: Hz, of the samples. Throws RangeError for a rate that no filter serves.
   */
  constructor(program: Program, inputRate: number, settings: GateSettings) {
    this.#state = new SoundState(program, inputRate);
    this.#settings = settings;
  }

  /** Closed until the score first reaches `enter`. */
  get open(): boolean {
    return this.#numbers[OPEN] === 1;
  }

  /** Whether its network is asynchronous: then call `takeAsync`. */
  get isAsync(): boolean {
    return this.#state.program.isAsync;
  }

  /** Takes the first `count` of the samples. Real-time. */
  take(samples: Float32Array, count: number): void {
    for (let at = 0; at < count || this.#full; ) {
      at = this.#fill(samples, at, count);
      if (this.#full) this.#decide(this.#state.step());
    }
  }

  /** As `take`, for an asynchronous network. The samples are copied first. */
  async takeAsync(given: Float32Array, count: number): Promise<void> {
    const samples = given.slice(0, count);
    for (let at = 0; at < count || this.#full; ) {
      at = this.#fill(samples, at, count);
      if (this.#full) this.#decide(await this.#state.stepAsync());
    }
  }

  /**
   * `missing` samples are missing here. `skipped`: they were skipped, because they were too old. `onGap` says what that
   * does to the state.
   */
  gap(missing: number, skipped: boolean): void {
    this.#state.gap((this.#numbers[FILLED] as number) + missing, skipped);
    this.#numbers[FILLED] = 0;
  }

  set onGap(policy: OnGap) {
    this.#state.onGap = policy;
  }

  get stateBytes(): number {
    return this.#numberBytes.length + this.#state.stateBytes;
  }

  save(into: Uint8Array, at: number): void {
    into.set(this.#numberBytes, at);
    this.#state.save(into, at + this.#numberBytes.length);
  }

  load(from: Uint8Array): void {
    this.#numberBytes.set(from.subarray(0, this.#numberBytes.length));
    this.#state.load(from.subarray(this.#numberBytes.length));
  }

  /** The whole state, as bytes that say whose state it is. */
  snapshot(): Uint8Array {
    const state = this.#state.snapshot();
    const out = new Uint8Array(OWN_BYTES + state.length);
    const view = new DataView(out.buffer);
    for (let i = 0; i < NUMBERS; i++) view.setFloat64(i * 8, this.#numbers[i] as number, true);
    // The samples of the next hop that are in place lie in the state's memory, and so in its snapshot.
    out.set(state, OWN_BYTES);
    return out;
  }

  /** Throws SluiceError SNAPSHOT_MISMATCH for a snapshot of another gate. */
  restore(snapshot: Uint8Array): void {
    if (snapshot.length < OWN_BYTES) {
      throw new SluiceError('SNAPSHOT_MISMATCH', 'Cannot restore the stream: the snapshot is of one without this gate');
    }
    this.#state.restore(snapshot.subarray(OWN_BYTES));
    const view = new DataView(snapshot.buffer, snapshot.byteOffset);
    for (let i = 0; i < NUMBERS; i++) this.#numbers[i] = view.getFloat64(i * 8, true);
  }

  /** Gives the memory back. The gate must not be used again. */
  free(): void {
    this.#state.free();
  }

  get #full(): boolean {
    return this.#numbers[FILLED] === this.#state.samplesNeeded;
  }

  /** Copies samples from `at` on into the next hop, as many as it lacks. Returns where the next samples are. */
  #fill(samples: Float32Array, at: number, count: number): number {
    const { input, samplesNeeded } = this.#state;
    let to = this.#numbers[FILLED] as number;
    let from = at;
    while (from < count && to < samplesNeeded) input[to++] = samples[from++] as number;
    this.#numbers[FILLED] = to;
    return from;
  }

  #decide(predicted: boolean): void {
    this.#numbers[FILLED] = 0;
    if (!predicted) return;
    const { label, enter, exit, hangoverMs } = this.#settings;
    const score = this.#state.scores[label] as number;
    if (score >= enter) this.#numbers[OPEN] = 1;
    this.#numbers[QUIET_MS] = score >= exit ? 0 : (this.#numbers[QUIET_MS] as number) + this.#state.program.hopMs;
    if (score < exit && (this.#numbers[QUIET_MS] as number) >= hangoverMs) this.#numbers[OPEN] = 0;
  }
}
