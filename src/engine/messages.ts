// Every message between the main thread and the engine thread, one closed union each way, and the types that cross with
// them. Where memory is shared, samples and predictions do not cross as messages. Where it is not, they do: `samples`,
// `progress` and `ack`.
import type { OwnBytes, OwnFloats, OwnInts } from '../arrays.js';
import type { SluiceErrorCode } from '../errors.js';
import type { AlarmFacts } from '../forecast/detected.js';
import type { AnyModel } from '../model/any-model.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { OnGap } from '../model/on-gap.js';
import type { GateSettings } from '../pipeline/gate.js';
import type { UnhealthyReason } from '../pipeline/health.js';
import type { RecordShape, StreamCounters } from '../ring/records.js';

/**
 * How samples and predictions cross. An engine has one way for all its streams: it sleeps either on a doorbell or in
 * its event loop.
 */
export type Transport = 'shared' | 'messages';

/** The words that an engine and its main thread share. Each is a buffer of its own. */
export interface SharedWords {
  /** Doorbell of the engine: rung by capture threads and by main. */
  readonly engineBell: SharedArrayBuffer;
  /** Count of messages posted to the engine. Writer: main. */
  readonly posted: SharedArrayBuffer;
  /** Doorbell of main: rung by the engine. */
  readonly mainBell: SharedArrayBuffer;
  /** Count of ticks answered. Writer: main. Null where main can wait for its doorbell, and so gets no ticks. */
  readonly answered: SharedArrayBuffer | null;
}

/** From the main thread to the engine. `stream` names a stream within its engine. */
export type ToEngine =
  /** The first message. `shared` null: transport `messages`. */
  | { readonly kind: 'start'; readonly kernel: Uint8Array; readonly shared: SharedWords | null }
  /** Answered by `opened` or `refused`. Streams with the same `modelId` share the weights. */
  | OpenMessage
  /**
   * Transport `messages`: blocks of this stream come over this port from now on, as `CaptureMessage`s. The first one's
   * `missing` counts from the start of the stream; the stream is `from` samples on already.
   */
  | { readonly kind: 'lend'; readonly stream: number; readonly port: MessagePort; readonly from: number }
  /** Transport `messages`: a block. `missing` samples are missing right before it. */
  | {
      readonly kind: 'samples';
      readonly stream: number;
      readonly samples: OwnFloats;
      readonly missing: number;
      /** Whether those were skipped, because there was no time for them. */
      readonly skipped: boolean;
      /** When its last sample was captured, ms since the epoch. */
      readonly capturedAtMs: number;
      /** When that sample came: its waiting time counts from then. */
      readonly cameAtMs: number;
    }
  /** Transport `messages`: no sample follows. `missing` samples are missing at the end. */
  | { readonly kind: 'end'; readonly stream: number; readonly missing: number }
  /** Transport `messages`: the last `progress` was handled; another may come. */
  | { readonly kind: 'ack'; readonly stream: number }
  | { readonly kind: 'detector'; readonly stream: number; readonly settings: KeywordSettings }
  /** Answered by `snapshot`, or by `failed`. */
  | { readonly kind: 'snapshot'; readonly stream: number; readonly request: number }
  /**
   * `on`: the samples of every hop from here on are posted as `recorded-hops`, after `recording`. Not `on`: they are
   * posted no longer, after `recorded`.
   */
  | { readonly kind: 'record'; readonly stream: number; readonly on: boolean }
  /** A `recorded-hops` was handled. */
  | { readonly kind: 'taken'; readonly stream: number }
  /** Answered by `closed`, the stream's last message. */
  | { readonly kind: 'close'; readonly stream: number };

/** A message about one stream. */
export type StreamMessage = Exclude<ToEngine, { readonly kind: 'start' }>;

/** How the engine thread posts to main. */
export type PostToMain = (message: FromEngine, transfer?: Transferable[]) => void;

/** Opens a stream. */
export type OpenMessage = { readonly kind: 'open'; readonly stream: number } & NamedModel & EngineStreamOptions;

/** What a stream is opened with. */
export interface EngineStreamOptions {
  /** Of the source, Hz. */
  readonly sampleRate: number;
  /**
   * Live: where samples wait longer than `maxLatencyMs`, skip to the newest. Not live: the source waits, and no sample
   * is skipped.
   */
  readonly live: boolean;
  readonly maxLatencyMs: number;
  /** Null: the model's own. */
  readonly detector: KeywordSettings | null;
  readonly snapshot: Uint8Array | null;
  /** Null: the network steps with every hop. */
  readonly gate: StreamGate | null;
  /**
   * Where onnxruntime-web lies, for models that need it on pages without a bundler. Null: where the platform finds it.
   */
  readonly runtime: string | null;
  /**
   * Predictions that can wait for the main thread: a power of two. A live stream overwrites the oldest, a stream that
   * is not live waits.
   */
  readonly recordCapacity: number;
  /** Whether records carry hidden state and features. */
  readonly inspect: boolean;
  /** One hop in so many has its stages timed. */
  readonly stampEvery: number;
  /** Null: the snapshot's, or without a snapshot the model's. */
  readonly onGap: OnGap | null;
  readonly onUnhealthy: 'reset' | 'report';
  /** Null: the stream starts. */
  readonly resume: StreamResume | null;
}

/** How a stream continues in the engine that replaces a dead one. */
export interface StreamResume {
  /** The dead engine's last checkpoint. Null: the start, or the snapshot that the stream was opened with. */
  readonly state: Uint8Array | null;
  /** Samples missing between that state and the first one that comes. */
  readonly missing: number;
  /** What was delivered already and must not be sent again. */
  readonly delivered: Delivered;
  /** Samples that the engines before have skipped, and those dropped because they died with an engine. */
  readonly skipped: number;
  readonly dropped: number;
  /** The rings and the checkpoints of the stream. Null: transport `messages`. */
  readonly rings: StreamRings | null;
}

/** Memory that main and the engine share for one stream. */
export interface StreamRings {
  readonly samples: SharedArrayBuffer;
  readonly records: SharedArrayBuffer;
  /** See CheckpointWriter. */
  readonly checkpoints: SharedArrayBuffer;
}

/** What opens and closes a stream's gate, and what the stream's network does while it is closed. */
export interface StreamGate extends NamedModel, GateSettings {
  readonly preRollMs: number;
  /** The network's state while the gate is closed. */
  readonly state: 'hold' | 'reset';
}

/** From the engine to the main thread. */
export type FromEngine =
  /** `version`: of this package. */
  | { readonly kind: 'started'; readonly version: string }
  /** The engine failed, and all its streams with it. */
  | { readonly kind: 'broken'; readonly code: SluiceErrorCode; readonly message: string }
  | ({ readonly kind: 'opened'; readonly stream: number } & StreamBuffers)
  | { readonly kind: 'refused'; readonly stream: number; readonly code: SluiceErrorCode; readonly message: string }
  /** This stream failed. The others go on. */
  | { readonly kind: 'failed'; readonly stream: number; readonly code: SluiceErrorCode; readonly message: string }
  /** Never dropped, even where predictions are missed. */
  | ({ readonly kind: 'detection'; readonly stream: number } & PostedDetection)
  /** The state became unhealthy. Not repeated while the reason stays the same. */
  | {
      readonly kind: 'unhealthy';
      readonly stream: number;
      readonly unhealthyReason: UnhealthyReason;
      readonly endsAtMs: number;
    }
  /** Transport `messages`: what a stream has done since its last `progress`. At most one is under way per stream. */
  | ({ readonly kind: 'progress'; readonly stream: number } & Progress)
  /** Transport `shared`, where main cannot wait for its doorbell: read the record rings. At most one is under way. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'snapshot'; readonly stream: number; readonly request: number; readonly bytes: Uint8Array }
  /** A recording starts, with this state. */
  | { readonly kind: 'recording'; readonly stream: number; readonly snapshot: Uint8Array }
  | ({ readonly kind: 'recorded-hops'; readonly stream: number } & RecordedHops)
  /** The recording has ended. `reason`: why it ended before it was asked to; else empty. */
  | { readonly kind: 'recorded'; readonly stream: number; readonly reason: string }
  /** The last sample was used, and every prediction is in the record ring or was posted. */
  | { readonly kind: 'ended'; readonly stream: number }
  | { readonly kind: 'closed'; readonly stream: number };

/** What the engine has made for a stream. It makes the rings because it knows how much room a step needs. */
export interface StreamBuffers {
  /** Samples that the sample ring holds. */
  readonly capacity: number;
  readonly shape: RecordShape;
  /** Null: transport `messages`. */
  readonly rings: StreamRings | null;
}

export interface PostedDetection extends Readonly<Partial<AlarmFacts>> {
  /** Index of the prediction that completed it. */
  readonly index: number;
  readonly label: string;
  /** Of a series: the channel that was most surprising. */
  readonly channel?: string;
  readonly score: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly capturedAtMs: number;
}

export interface Progress {
  /** Samples read or skipped since the last `progress`: so many more may be sent. */
  readonly freed: number;
  /** Whole records, one after the other. */
  readonly records: OwnInts;
  /** Records overwritten so far. */
  readonly missed: number;
  readonly counters: Readonly<StreamCounters>;
  /** The newest checkpoint since the last `progress`. */
  readonly checkpoint: PostedCheckpoint | null;
}

/** A block of samples that a stream took, or a gap. */
export interface RecordedBlock {
  readonly samples: number;
  /** Samples missing before them, and whether those were skipped, because there was no time for them. */
  readonly missing: number;
  readonly skipped: boolean;
  /** When the last sample was captured, ms since the epoch. */
  readonly capturedAtMs: number;
}

/** A saved state. */
export interface PostedCheckpoint {
  readonly state: OwnBytes;
  /** How many of the samples that came to this engine it has seen; missing ones count. */
  readonly samples: number;
}

/** A model, by the number that main has given it. */
export interface NamedModel {
  readonly modelId: number;
  /** Null: the engine has it already. */
  readonly model: AnyModel | null;
}

/** Everything up to these indexes was delivered; -1: nothing. */
export interface Delivered {
  readonly predictions: number;
  readonly detections: number;
}

/** The samples that the hops of a turn took, for a recording. */
export interface RecordedHops {
  readonly samples: OwnFloats;
  readonly blocks: readonly RecordedBlock[];
}
