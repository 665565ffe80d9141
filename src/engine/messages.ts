// Every message between the main thread and the engine thread, one closed union each way. Samples and predictions are not among them where
// memory is shared; where it is not, they are: `samples`, `progress` and `ack`.

import type { SluiceErrorCode } from '../errors.js';
import type { AnyModel } from '../model/any-model.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { OnGap } from '../model/on-gap.js';
import type { GateSettings } from '../pipeline/gate.js';
import type { UnhealthyReason } from '../pipeline/health.js';
import type { RecordShape, StreamCounters } from '../ring/records.js';

/** How samples and predictions cross. An engine has one for all its streams, for it either sleeps on a doorbell or in its event loop. */
export type Transport = 'shared' | 'messages';

/** The words an engine and its main thread share, each a buffer of its own. */
export interface SharedWords {
  /** Doorbell of the engine: rung by capture threads and by main. */
  readonly engineBell: SharedArrayBuffer;
  /** Count of messages posted to the engine. Writer: main. */
  readonly posted: SharedArrayBuffer;
  /** Doorbell of main: rung by the engine. */
  readonly mainBell: SharedArrayBuffer;
  /** Count of ticks answered. Writer: main. Only where main cannot wait for its doorbell and is sent ticks instead. */
  readonly answered: SharedArrayBuffer | null;
}

/** From the main thread to the engine. `stream` names a stream within its engine. */
export type ToEngine =
  /** First of all. `shared` null: transport `messages`. */
  | { readonly kind: 'start'; readonly kernel: Uint8Array; readonly shared: SharedWords | null }
  /** Answered by `opened` or `refused`. Streams with the same `modelId` share the weights. */
  | OpenMessage
  /**
   * Transport `messages`: blocks of this stream come over this port from now on, as `CaptureMessage`s. What is missing before the first of them is
   * counted from the start of the stream, of which the stream has `from` samples behind it.
   */
  | { readonly kind: 'lend'; readonly stream: number; readonly port: MessagePort; readonly from: number }
  /** Transport `messages`: a block; `missing` samples are lost right before it. */
  | {
      readonly kind: 'samples';
      readonly stream: number;
      readonly samples: Float32Array<ArrayBuffer>;
      readonly missing: number;
      /** Whether those were passed over for lack of time. */
      readonly passedOver: boolean;
      /** Of its last sample, ms since the epoch. */
      readonly capturedAtMs: number;
      /** When that sample came: its wait counts from then. */
      readonly cameAtMs: number;
    }
  /** Transport `messages`: no sample follows; `missing` samples are lost at the end. */
  | { readonly kind: 'end'; readonly stream: number; readonly missing: number }
  /** Transport `messages`: the last `progress` is dealt with, another may come. */
  | { readonly kind: 'ack'; readonly stream: number }
  | { readonly kind: 'detector'; readonly stream: number; readonly settings: KeywordSettings }
  /** Answered by `snapshot`, or by `failed`. */
  | { readonly kind: 'snapshot'; readonly stream: number; readonly request: number }
  /** What the stream hears from here on is posted as `recorded-hops`, after `recording`; or no more, after `recorded`. */
  | { readonly kind: 'record'; readonly stream: number; readonly on: boolean }
  /** A `recorded-hops` is dealt with. */
  | { readonly kind: 'taken'; readonly stream: number }
  /** Answered by `closed`; nothing of that stream follows it. */
  | { readonly kind: 'close'; readonly stream: number };

/** Opens a stream. */
export type OpenMessage = { readonly kind: 'open'; readonly stream: number } & NamedModel & EngineStreamOptions;

/** What a stream is opened with. */
export interface EngineStreamOptions {
  /** Of the source, in Hz. */
  readonly sampleRate: number;
  /** Live: over `maxLatencyMs` skip to the newest. Not live: lose nothing, the source waits. */
  readonly live: boolean;
  readonly maxLatencyMs: number;
  /** Null: the model's own. */
  readonly detector: KeywordSettings | null;
  readonly snapshot: Uint8Array | null;
  /** Null: the network is stepped with every hop. */
  readonly gate: StreamGate | null;
  /** Where onnxruntime-web lies, for models that need it on pages without a bundler. Null: where the platform finds it. */
  readonly runtime: string | null;
  /** Predictions that can wait for the main thread: a power of two. Of a live stream older ones are overwritten, one that is not live waits. */
  readonly recordCapacity: number;
  /** Whether records carry hidden state and features. */
  readonly inspect: boolean;
  /** One in so many hops has its stages timed. */
  readonly stampEvery: number;
  /** Null: the snapshot's, or else the model's. */
  readonly onGap: OnGap | null;
  readonly onUnhealthy: 'reset' | 'report';
  /** Null: the stream begins. */
  readonly resume: StreamResume | null;
}

/** How a stream goes on in an engine that comes after one that died. */
export interface StreamResume {
  /** As the dead engine has put it down. Null: from the start, or the snapshot that the stream was opened with. */
  readonly state: Uint8Array | null;
  /** Samples between that and the first one that comes: lost. */
  readonly missing: number;
  /** What was delivered and is not to be said again. */
  readonly delivered: Delivered;
  /** Samples that engines before have passed over, and those that died with them. */
  readonly skipped: number;
  readonly dropped: number;
  /** The rings and the checkpoints of the stream. Null: transport `messages`. */
  readonly rings: StreamRings | null;
}

/** Memory that main and the engine share for one stream. */
export interface StreamRings {
  readonly samples: SharedArrayBuffer;
  readonly records: SharedArrayBuffer;
  /** See CheckpointWriter; of no bytes where the state cannot be put down. */
  readonly checkpoints: SharedArrayBuffer;
}

/** What opens and closes a stream's gate, and what its network does meanwhile. */
export interface StreamGate extends NamedModel, GateSettings {
  readonly preRollMs: number;
  /** The network's state while the gate is closed. */
  readonly state: 'hold' | 'reset';
}

/** From the engine to the main thread. */
export type FromEngine =
  | { readonly kind: 'started' }
  /** The engine cannot go on: no stream of it can. */
  | { readonly kind: 'broken'; readonly code: SluiceErrorCode; readonly message: string }
  | ({ readonly kind: 'opened'; readonly stream: number } & StreamBuffers)
  | { readonly kind: 'refused'; readonly stream: number; readonly code: SluiceErrorCode; readonly message: string }
  /** This stream cannot go on; the others do. */
  | { readonly kind: 'failed'; readonly stream: number; readonly code: SluiceErrorCode; readonly message: string }
  /** Never dropped, whatever becomes of predictions. */
  | ({ readonly kind: 'detection'; readonly stream: number } & PostedDetection)
  /** The state is found unhealthy, after a hop that it was not unhealthy after. */
  | {
      readonly kind: 'unhealthy';
      readonly stream: number;
      readonly unhealthyReason: UnhealthyReason;
      readonly endsAtMs: number;
    }
  /** Transport `messages`: what a stream has done since the last one. At most one is under way per stream. */
  | ({ readonly kind: 'progress'; readonly stream: number } & Progress)
  /** Transport `shared` where main cannot wait for its doorbell: look at the record rings. At most one is under way. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'snapshot'; readonly stream: number; readonly request: number; readonly bytes: Uint8Array }
  /** A recording begins, with this state. */
  | { readonly kind: 'recording'; readonly stream: number; readonly snapshot: Uint8Array }
  | ({ readonly kind: 'recorded-hops'; readonly stream: number } & RecordedHops)
  /** The recording is over; `reason`: why before it was asked to be, or nothing. */
  | { readonly kind: 'recorded'; readonly stream: number; readonly reason: string }
  /** The last sample is dealt with and every prediction is in the record ring, or sent. */
  | { readonly kind: 'ended'; readonly stream: number }
  | { readonly kind: 'closed'; readonly stream: number };

/** What the engine made for a stream. It knows how much room a step needs, so it makes the rings. */
export interface StreamBuffers {
  /** In samples. */
  readonly capacity: number;
  readonly shape: RecordShape;
  /** Null: transport `messages`. */
  readonly rings: StreamRings | null;
}

export interface PostedDetection {
  /** Of the prediction that completed it. */
  readonly index: number;
  readonly label: string;
  /** Of a series: the channel that was surprising most, and how grave it is. */
  readonly channel?: string;
  readonly severity?: number;
  readonly score: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly capturedAtMs: number;
}

export interface Progress {
  /** Samples read or passed over since the last one: that much more may be sent. */
  readonly freed: number;
  /** Whole records, one after the other. */
  readonly records: Int32Array<ArrayBuffer>;
  /** Records overwritten, ever. */
  readonly missed: number;
  readonly counters: Readonly<StreamCounters>;
  /** The newest state that was put down since the last one. */
  readonly checkpoint: PostedCheckpoint | null;
}

/** A block of samples that were heard, or a gap. */
export interface RecordedBlock {
  readonly samples: number;
  /** Samples lost before them, and whether for lack of time. */
  readonly missing: number;
  readonly passedOver: boolean;
  /** Of the last one, ms since the epoch. */
  readonly capturedAtMs: number;
}

/** A state, and how many samples of those that came to this engine it has seen, gaps counted in. */
export interface PostedCheckpoint {
  readonly state: Uint8Array<ArrayBuffer>;
  readonly samples: number;
}

/** A model as main names it. */
export interface NamedModel {
  /** The same for the same model. */
  readonly modelId: number;
  /** Null: the engine has it. */
  readonly model: AnyModel | null;
}

/** Indexes up to which all is delivered: -1 where nothing is. */
export interface Delivered {
  readonly predictions: number;
  readonly detections: number;
}

/** What the hops of a turn took, for a recording. */
export interface RecordedHops {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly blocks: readonly RecordedBlock[];
}
