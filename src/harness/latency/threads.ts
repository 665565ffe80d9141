// The threads that the harness needs beside the engine: one that captures, some that keep the cores busy, and one that
// subscribes while the main thread is busy. Here are the messages to and from them; each platform starts them.

import type { Engine } from '../../engine/main/engine.js';
import type { Model } from '../../model/model.js';
import type { ModelSource } from '../../model-source.js';
import type { StreamOptions, TransportChoice } from '../../options.js';
import type { IntakePort } from '../../ring/capture-port.js';
import type { Stream } from '../../stream.js';
import type { Offered } from './generator.js';
import type { LoadPlan, MeasurePlan } from './plan.js';
import type { LatencyReport, Watched } from './report.js';

/** To a thread of the harness. Each is given one thing to do. */
export type ToHarness =
  /** Offer hops of `hopSamples` samples into these streams. Answered by `offered`. */
  | {
      readonly kind: 'load';
      readonly plan: LoadPlan;
      readonly hopSamples: number;
      readonly ports: readonly IntakePort[];
    }
  /** Keep a core busy until the thread is stopped. */
  | { readonly kind: 'spin' }
  /** Measure as the main thread would, from here: answered by `started`, `measured` or `failed`. */
  | { readonly kind: 'measure'; readonly plan: MeasurePlan };

export type FromHarness =
  | ({ readonly kind: 'offered' } & Offered)
  | { readonly kind: 'started' }
  | { readonly kind: 'measured'; readonly report: LatencyReport }
  | { readonly kind: 'failed'; readonly message: string };

/** A thread as who started it holds it. */
export interface HarnessThread {
  post(message: ToHarness, transfer?: Transferable[]): void;
  /** Called once, before anything was posted. `failed`: the thread threw or ended by itself. */
  listen(handle: (message: FromHarness) => void, failed: (reason: Error) => void): void;
  stop(): Promise<void>;
}

/** An engine that the harness starts for its streams. */
export interface HarnessEngine {
  readonly engine: Engine;
  /** Of its thread, since it was asked last. `model`: one that it runs. Null: the platform does not tell. */
  collections(model: Model): Promise<Watched['collections']>;
  close(): Promise<void>;
}

/** What the harness needs of a platform. */
export interface HarnessPlatform {
  readonly runtime: 'node' | 'chromium';
  startEngine(transport: TransportChoice): Promise<HarnessEngine>;
  openStream(options: StreamOptions): Promise<Stream>;
  readModel(source: ModelSource): Promise<Model>;
  startThread(): HarnessThread;
  /** Begins to watch this thread; call what it returns for what was seen since. */
  watch(): () => Watched;
  /** Bytes of the process, or of the heap of this thread where that is all that is told; null where nothing is. */
  memoryBytes(): number | null;
}
