// Whether a stream's network is worth stepping: a second, small network hears the same samples, and opens and closes the gate.
import { SluiceError } from '../errors.js';
import type { OnGap } from '../model/on-gap.js';
import type { Program } from './program.js';
import { Slot } from './slot.js';

/** How a gate decides. */
export interface GateSettings {
  /** Index of the score that opens it. */
  readonly label: number;
  /** Open at or above this score. */
  readonly enter: number;
  /** Closed after `hangoverMs` below this score. */
  readonly exit: number;
  readonly hangoverMs: number;
}

const FILLED = 0; // samples of the next hop that are there
const OPEN = 1;
const QUIET_MS = 2; // how long the score has been below `exit`
const NUMBERS = 3;
const OWN_BYTES = NUMBERS * 8;

export class Gate {
  readonly #slot: Slot;
  readonly #settings: GateSettings;
  readonly #numbers = new Float64Array(NUMBERS);
  readonly #numberBytes = new Uint8Array(this.#numbers.buffer);

  /** `program` hears samples of `inputRate` Hz. */
  constructor(program: Program, inputRate: number, settings: GateSettings) {
    this.#slot = new Slot(program, inputRate);
    this.#settings = settings;
  }

  /** Closed until the score first reaches `enter`. */
  get open(): boolean {
    return this.#numbers[OPEN] === 1;
  }

  /** Whether hearing takes its time: then `hearLater` is to be called. */
  get waits(): boolean {
    return this.#slot.program.waits;
  }

  /** Takes the first `count` of the samples. Real-time. */
  hear(samples: Float32Array, count: number): void {
    for (let at = 0; at < count || this.#full; ) {
      at = this.#fill(samples, at, count);
      if (this.#full) this.#decide(this.#slot.step());
    }
  }

  /** As `hear`, for a network that takes its time; the samples may be changed meanwhile. */
  async hearLater(given: Float32Array, count: number): Promise<void> {
    const samples = given.slice(0, count);
    for (let at = 0; at < count || this.#full; ) {
      at = this.#fill(samples, at, count);
      if (this.#full) this.#decide(await this.#slot.stepLater());
    }
  }

  /** `missing` samples are lost here; `skipped`: for lack of time. What that means to the state is `onGap`. */
  gap(missing: number, skipped: boolean): void {
    this.#slot.gap((this.#numbers[FILLED] as number) + missing, skipped);
    this.#numbers[FILLED] = 0;
  }

  set onGap(policy: OnGap) {
    this.#slot.onGap = policy;
  }

  /** Bytes of the whole state, bare. */
  get stateBytes(): number {
    return this.#numberBytes.length + this.#slot.stateBytes;
  }

  /** Puts the whole state down at `into[at, at + stateBytes)`. Real-time. */
  save(into: Uint8Array, at: number): void {
    into.set(this.#numberBytes, at);
    this.#slot.save(into, at + this.#numberBytes.length);
  }

  /** Goes on from what another has saved. */
  load(from: Uint8Array): void {
    this.#numberBytes.set(from.subarray(0, this.#numberBytes.length));
    this.#slot.load(from.subarray(this.#numberBytes.length));
  }

  /** The whole state, as bytes. */
  snapshot(): Uint8Array {
    const slot = this.#slot.snapshot();
    const out = new Uint8Array(OWN_BYTES + slot.length);
    const view = new DataView(out.buffer);
    for (let i = 0; i < NUMBERS; i++) view.setFloat64(i * 8, this.#numbers[i] as number, true);
    // What has come of the next hop lies in the slot's memory, and so in its snapshot.
    out.set(slot, OWN_BYTES);
    return out;
  }

  /** Throws SluiceError SNAPSHOT_MISMATCH for a snapshot of another gate. */
  restore(snapshot: Uint8Array): void {
    if (snapshot.length < OWN_BYTES) {
      throw new SluiceError('SNAPSHOT_MISMATCH', 'Cannot restore the stream: the snapshot is of one without this gate');
    }
    this.#slot.restore(snapshot.subarray(OWN_BYTES));
    const view = new DataView(snapshot.buffer, snapshot.byteOffset);
    for (let i = 0; i < NUMBERS; i++) this.#numbers[i] = view.getFloat64(i * 8, true);
  }

  free(): void {
    this.#slot.free();
  }

  get #full(): boolean {
    return this.#numbers[FILLED] === this.#slot.samplesNeeded;
  }

  /** Copies samples from `at` on into the next hop, as many as it lacks, and returns where the next ones are. */
  #fill(samples: Float32Array, at: number, count: number): number {
    const { input, samplesNeeded } = this.#slot;
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
    const score = this.#slot.scores[label] as number;
    if (score >= enter) this.#numbers[OPEN] = 1;
    this.#numbers[QUIET_MS] = score >= exit ? 0 : (this.#numbers[QUIET_MS] as number) + this.#slot.program.hopMs;
    if (score < exit && (this.#numbers[QUIET_MS] as number) >= hangoverMs) this.#numbers[OPEN] = 0;
  }
}
