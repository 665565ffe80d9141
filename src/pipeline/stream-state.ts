// What a lane asks of the state that it steps, whatever its samples are: sound in windows, or rows of a series.
import type { AnyModel } from '../model/any-model.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { OnGap } from '../model/on-gap.js';
import type { Detected } from './detector/keyword.js';
import type { UnhealthyReason } from './health.js';
import type { OrtWeights } from './network/ort-network.js';
import type { WasmWeights } from './network/wasm.js';

/** A model at work on this thread, shared by the streams that run it. */
export interface StreamProgram {
  readonly model: AnyModel;
  readonly weights: WasmWeights | OrtWeights | null;
  /** Whether a step takes its time, and other work may go on meanwhile. */
  readonly waits: boolean;
}

/** One stream's whole state and its one-hop step. See Slot for what each means; of a series, a row is a hop. */
export interface StreamSlot {
  readonly program: StreamProgram;
  /** Samples that the next step takes, and the most that one ever does. */
  readonly samplesNeeded: number;
  readonly mostNeeded: number;
  /** Where the next step's samples go. Ask for it anew before every step. */
  readonly input: Float32Array;
  /** Where the network's input and state lie. */
  readonly featuresAt: number;
  readonly stateAt: number;
  prepare(): boolean;
  stepNetwork(): void;
  finish(): void;
  stepLater(): Promise<boolean>;
  rest(): boolean;
  /** Samples of the next step that are in `input` already. */
  readonly filled: number;
  bridges(missing: number): boolean;
  bridge(tail: number, missing: number): void;
  gap(missing: number, skipped: boolean): void;
  resumeAt(index: number): void;
  onGap: OnGap;
  heals: boolean;
  setDetector(settings: KeywordSettings): void;
  readonly index: number;
  readonly endsAtMs: number;
  readonly scores: Float32Array;
  readonly resting: boolean;
  readonly gapBefore: number;
  readonly settled: boolean;
  readonly fired: Detected | null;
  readonly replaced: number;
  readonly unhealthyReason: UnhealthyReason | null;
  readonly unhealthy: number;
  readonly hidden: Float32Array;
  readonly features: Float32Array;
  snapshot(): Uint8Array;
  readonly snapshotBytes: number;
  restore(snapshot: Uint8Array): void;
  /** Bytes of the state, bare; 0: it cannot be saved. */
  readonly stateBytes: number;
  save(into: Uint8Array, at: number): void;
  load(from: Uint8Array): void;
  free(): void;
}
