// Every message between the main thread and the engine thread, one closed union each way. Samples and predictions are not among them where
// memory is shared; where it is not, they are: `samples`, `progress` and `ack`.

import type { SluiceErrorCode } from '../errors.js';
import type { LaneCounters, RecordShape } from '../ring/records.js';
import type { KeywordSettings } from './detector/keyword.js';
import type { GateSettings } from './gate.js';
import type { Ailment } from './health.js';
import type { Delivered } from './outflow.js';
import type { NamedModel } from './programs.js';
import type { OnGap } from './silence.js';
import type { Heard } from './tap.js';

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

/** From the main thread to the engine. `lane` names a stream within its engine. */
export type ToEngine =
  /** First of all. `shared` null: transport `messages`. */
  | { readonly kind: 'start'; readonly kernel: Uint8Array; readonly shared: SharedWords | null }
  /** Answered by `opened` or `refused`. Lanes with the same `modelId` share the weights. */
  | OpenMessage
  /**
   * Transport `messages`: blocks of this lane come over this port from now on, as `CaptureMessage`s. What is missing before the first of them is
   * counted from the start of the stream, of which the lane has `from` samples behind it.
   */
  | { readonly kind: 'lend'; readonly lane: number; readonly port: MessagePort; readonly from: number }
  /** Transport `messages`: a block; `missing` samples are lost right before it. */
  | {
      readonly kind: 'samples';
      readonly lane: number;
      readonly samples: Float32Array<ArrayBuffer>;
      readonly missing: number;
      /** Whether those were passed over for lack of time. */
      readonly passedOver: boolean;
      readonly capturedAtMs: number;
    }
  /** Transport `messages`: no sample follows; `missing` samples are lost at the end. */
  | { readonly kind: 'end'; readonly lane: number; readonly missing: number }
  /** Transport `messages`: the last `progress` is dealt with, another may come. */
  | { readonly kind: 'ack'; readonly lane: number }
  | { readonly kind: 'detector'; readonly lane: number; readonly settings: KeywordSettings }
  /** Answered by `snapshot`, or by `failed`. */
  | { readonly kind: 'snapshot'; readonly lane: number; readonly request: number }
  /** What the lane hears from here on is posted as `heard`, after `recording`; or no more, after `recorded`. */
  | { readonly kind: 'record'; readonly lane: number; readonly on: boolean }
  /** A `heard` is dealt with. */
  | { readonly kind: 'taken'; readonly lane: number }
  /** Answered by `closed`; nothing of that lane follows it. */
  | { readonly kind: 'close'; readonly lane: number };

/** Opens a lane. */
export type OpenMessage = { readonly kind: 'open'; readonly lane: number } & NamedModel & LaneOptions;

/** What a lane is opened with. */
export interface LaneOptions {
  /** Of the source, in Hz. */
  readonly sampleRate: number;
  /** Live: over `maxLatencyMs` skip to the newest. Not live: lose nothing, the source waits. */
  readonly live: boolean;
  readonly maxLatencyMs: number;
  /** Null: the model's own. */
  readonly detector: KeywordSettings | null;
  readonly snapshot: Uint8Array | null;
  /** Null: the network is stepped with every hop. */
  readonly gate: LaneGate | null;
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
  readonly resume: LaneResume | null;
}

/** How a stream goes on in an engine that comes after one that died. */
export interface LaneResume {
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
  readonly rings: LaneRings | null;
}

/** Memory that main and the engine share for one stream. */
export interface LaneRings {
  readonly samples: SharedArrayBuffer;
  readonly records: SharedArrayBuffer;
  /** See CheckpointWriter; of no bytes where the state cannot be put down. */
  readonly checkpoints: SharedArrayBuffer;
}

/** What opens and closes a lane's gate, and what its network does meanwhile. */
export interface LaneGate extends NamedModel, GateSettings {
  readonly preRollMs: number;
  /** The network's state while the gate is closed. */
  readonly state: 'hold' | 'reset';
}

/** From the engine to the main thread. */
export type FromEngine =
  | { readonly kind: 'started' }
  /** The engine cannot go on: no stream of it can. */
  | { readonly kind: 'broken'; readonly code: SluiceErrorCode; readonly message: string }
  | ({ readonly kind: 'opened'; readonly lane: number } & LaneBuffers)
  | { readonly kind: 'refused'; readonly lane: number; readonly code: SluiceErrorCode; readonly message: string }
  /** This stream cannot go on; the others do. */
  | { readonly kind: 'failed'; readonly lane: number; readonly code: SluiceErrorCode; readonly message: string }
  /** Never dropped, whatever becomes of predictions. */
  | ({ readonly kind: 'detection'; readonly lane: number } & PostedDetection)
  /** The state is found ailing, after a hop that it did not ail after. */
  | { readonly kind: 'ailing'; readonly lane: number; readonly ailment: Ailment; readonly endsAtMs: number }
  /** Transport `messages`: what a lane has done since the last one. At most one is under way per lane. */
  | ({ readonly kind: 'progress'; readonly lane: number } & Progress)
  /** Transport `shared` where main cannot wait for its doorbell: look at the record rings. At most one is under way. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'snapshot'; readonly lane: number; readonly request: number; readonly bytes: Uint8Array }
  /** A recording begins, with this state. */
  | { readonly kind: 'recording'; readonly lane: number; readonly snapshot: Uint8Array }
  | ({ readonly kind: 'heard'; readonly lane: number } & Heard)
  /** The recording is over; `reason`: why before it was asked to be, or nothing. */
  | { readonly kind: 'recorded'; readonly lane: number; readonly reason: string }
  /** The last sample is dealt with and every prediction is in the record ring, or sent. */
  | { readonly kind: 'ended'; readonly lane: number }
  | { readonly kind: 'closed'; readonly lane: number };

/** What the engine made for a lane. It knows how much room a step needs, so it makes the rings. */
export interface LaneBuffers {
  /** In samples. */
  readonly capacity: number;
  readonly shape: RecordShape;
  /** Null: transport `messages`. */
  readonly rings: LaneRings | null;
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
  readonly counters: Readonly<LaneCounters>;
  /** The newest state that was put down since the last one. */
  readonly checkpoint: PostedCheckpoint | null;
}

/** A block of samples that were heard, or a gap. */
export interface HeardBlock {
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
