// What the engine asks of one stream's state, whatever its samples are: sound in windows, or the rows of a series. Of a
// series, a row is a hop. The contract has four small parts: stepping, the last prediction, missing input, saved state.
// Only sound has the parts that are null for a series.
import type { AnyModel } from '../model/any-model.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { OnGap } from '../model/on-gap.js';
import type { Detected } from './detector/detector.js';
import type { UnhealthyReason } from './health.js';
import type { NetworkBackend } from './network/network.js';

/** A model that runs on this thread. All its streams share it. */
export interface StreamProgram {
  readonly model: AnyModel;
  readonly backend: NetworkBackend;
}

/** Stepping: the samples of one hop go in, at most one prediction comes out. */
export interface SteppedState {
  readonly program: StreamProgram;
  /** Samples that the next step takes. The number changes from step to step where the rates differ. */
  readonly samplesNeeded: number;
  /** No step ever takes more samples than this. */
  readonly mostNeeded: number;
  /** Where the next step's samples go. Get it again before every step: the memory may have moved. */
  readonly input: Float32Array;
  /** Byte addresses of the network's input vector and of its state, for a step of a whole batch. */
  readonly featuresAt: number;
  readonly stateAt: number;
  /**
   * The part of a step before the network's. True where a step of the network is due; `finish` comes after that.
   * Real-time.
   */
  prepare(): boolean;
  /** One step of the network, of this stream alone. Real-time. */
  stepNetwork(): void;
  /** The part of a step after the network's: checks the state and makes the prediction. Real-time. */
  finish(): void;
  /** Null for a series: its network always steps, and always at once. */
  readonly sound: SoundStep | null;
}

/** Steps that only sound has. */
export interface SoundStep {
  /**
   * A whole step where the network is asynchronous. True when a prediction came out. Leave the state alone until the
   * promise settles.
   */
  stepAsync(): Promise<boolean>;
  /** As a whole step, but the network rests. True when a prediction came out: it is the background. Real-time. */
  rest(): boolean;
  /** Whether the network rested in the last prediction. */
  readonly resting: boolean;
}

/** The last prediction. Arrays and objects are used again: copy what you keep. */
export interface LastPrediction {
  /** From 0; -1 before the first. */
  readonly index: number;
  /**
   * Of sound: stream time at the window's end, ms; 0 is the first sample, and gaps count. Of a series: the time of the
   * last row, ms.
   */
  readonly endsAtMs: number;
  /** Input samples missing between this prediction and the one before it. */
  readonly gapBefore: number;
  /**
   * Of sound: whether the state has warmed up since the start, the last gap or reset. Of a series: whether it had
   * learnt enough.
   */
  readonly settled: boolean;
  /** (labels) */
  readonly scores: Float32Array;
  /** Of sound: the feature vector. Of a series: the details of the verdict, see src/forecast/details.ts. */
  readonly features: Float32Array;
  /** (hidden) State of the last recurrent layer, for pictures. Null for a series. */
  readonly hidden: Float32Array | null;
  /** The detection that this prediction completed, or null. */
  readonly fired: Detected | null;
  /** Why the state was unhealthy at this prediction, or null. */
  readonly unhealthyReason: UnhealthyReason | null;
}

/** What happens where input samples are missing. */
export interface MissingInput {
  /** `missing` samples are missing here. `skipped`: they were skipped, because they were too old. */
  gap(missing: number, skipped: boolean): void;
  /** The next prediction has this index. An engine before this one made the others. */
  resumeAt(index: number): void;
  /** Null for a series: nothing stands in for a row that is missing. */
  readonly silence: SilenceFill | null;
}

/** Zeros in place of samples that cannot be used: only sound has them. */
export interface SilenceFill {
  /** What missing samples do to the state. */
  onGap: OnGap;
  /** Samples of the next step that are in `input` already: silence, and the samples before it. */
  readonly filled: number;
  /** Whether `bridge` handles a gap of so many samples. Else `gap` does. */
  bridges(missing: number): boolean;
  /**
   * `tail` samples were put into `input` after the `filled` ones; after them `missing` samples are missing. Silence
   * takes their place.
   */
  bridge(tail: number, missing: number): void;
  /** NaN and infinite samples replaced by zero so far. */
  readonly replaced: number;
}

/** The whole state as bare bytes, for an owner who knows whose state it is. */
export interface CheckpointedState {
  readonly stateBytes: number;
  /** Writes the state to `into[at, at + stateBytes)`. Real-time. */
  save(into: Uint8Array, at: number): void;
  /** Continues from a saved state of the same model and rate: the first `stateBytes` of `from`. */
  load(from: Uint8Array): void;
}

/** The whole state as bytes that say whose state it is. A stream restored from them continues with the same bits. */
export interface SnapshotState {
  readonly snapshotBytes: number;
  snapshot(): Uint8Array;
  /**
   * Throws SluiceError SNAPSHOT_MISMATCH for a snapshot of another model, rate or version. The state then stays as it
   * was.
   */
  restore(snapshot: Uint8Array): void;
}

/** One stream's whole state. */
export interface StreamState extends SteppedState, LastPrediction, MissingInput, CheckpointedState, SnapshotState {
  /** Whether an unhealthy state starts over. A state that is not finite predicts the background in either case. */
  heals: boolean;
  /** Hops after which the state was unhealthy, so far. */
  readonly unhealthy: number;
  setDetector(settings: KeywordSettings): void;
  /** Gives the memory back. The state must not be used again. */
  free(): void;
}
