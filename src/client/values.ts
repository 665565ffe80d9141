// What a client of a server receives, and what it sends.
import { SluiceError } from '../errors.js';
import type { ChannelSketch } from '../model/channel-description.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { Detection, Prediction } from '../observable/values.js';
import type { Choice, DropPolicy, Encoding } from '../protocol/client-messages.js';
import type { DetectionFields, SeriesFields } from '../protocol/server-frames.js';
import type { StreamInfo } from '../protocol/server-messages.js';

/** What a client asks of a stream. */
export interface ServedOptions {
  /** Its name on the server: letters, digits and ._:/- */
  readonly stream: string;
  /** @default the server's */
  readonly model?: string;
  /** Rows (of sound: samples) a second. @default the model's */
  readonly rate?: number;
  /**
   * Names, or how many; of a series also what they are: kind, unit, limits (see `seriesModel`). @default the model's; 1 for
   * sound
   */
  readonly channels?: readonly (string | ChannelSketch)[] | number;
  /** How values cross. @default 'f32' */
  readonly encoding?: Encoding;
  /** `all`, `none` (detections only), or n: every n-th. @default 'all' */
  readonly predictions?: Choice;
  /** Which blocks the server drops when they wait too long; `none`: it holds this client instead. @default 'oldest' */
  readonly drop?: DropPolicy;
  /**
   * How long a block may wait at the server, ms, from 1 to 10000. By default 250 ms; where rows come in bursts, as from
   * a gateway that uploads once a minute, as long as the time that they cover.
   */
  readonly maxDelayMs?: number;
  /**
   * Of a series: rows up to this time, ms since the epoch, are history. They are learnt from like others, and their alarms
   * come to this client but to no webhook, mail or other outlet of the server. Send them with `drop: 'none'`, as fast as
   * they can be had, and go on with what is new. @default none
   */
  readonly pastUntilMs?: number;
  /** Whether to end a stream of that name whose client is away. @default false */
  readonly replace?: boolean;
  /** Changes to the model's detector. */
  readonly detector?: Partial<KeywordSettings>;
  /**
   * Bytes of blocks kept until the server has acknowledged them. Over it the oldest are dropped, which makes a gap.
   * @default 4 MiB
   */
  readonly keepBytes?: number;
}

/**
 * A server's prediction. `gap` counts rows; `latencyMs` is from the row's time to its delivery, by this machine's
 * clock.
 */
export interface ServedPrediction extends Omit<Prediction, 'hidden' | 'features' | 'stamps' | 'series'> {
  /** Of its last row, ms since the epoch, by the sender's clock. */
  readonly timeMs: number;
  /** From the arrival of its block at the server to its sending, ms. */
  readonly delayMs: number;
  /** What a series model says of the row. */
  readonly series?: SeriesFields;
}

export interface ServedDetection extends Detection {
  /** Of its end, ms since the epoch, by the sender's clock. */
  readonly timeMs: number;
}

/** What happens to a stream that is sent. */
export type ServedEvent =
  /** The connection broke; blocks are kept meanwhile. */
  | { readonly kind: 'disconnected'; readonly reason: string }
  /** The connection is back and the stream continues where it was. */
  | { readonly kind: 'resumed' }
  /** The connection is back, but the server does not know the stream: it begins anew. */
  | { readonly kind: 'restarted' }
  /** So many rows did not fit into what is kept, and were dropped here before they were sent. */
  | { readonly kind: 'lost'; readonly rows: number }
  /** The server dropped so many rows since its last report, because they waited too long. */
  | { readonly kind: 'dropped'; readonly rows: number };

/** What a watcher is told. */
export type WatchEvent =
  /**
   * A stream that matches: at first, and whenever what is told of it changes. `recent`: its last detections, at first.
   */
  | { readonly kind: 'stream'; readonly stream: StreamInfo; readonly recent?: readonly DetectionFields[] }
  | { readonly kind: 'point'; readonly stream: string; readonly point: Point }
  | { readonly kind: 'detection'; readonly stream: string; readonly detection: DetectionFields }
  /** The stream is over. */
  | { readonly kind: 'gone'; readonly stream: string }
  /** After a reconnect, all streams are told anew. */
  | { readonly kind: 'connection'; readonly connected: boolean };

/** A row of a watched stream with its prediction. */
export interface Point {
  /** Of the prediction. */
  readonly index: number;
  /** By the sender's clock, ms since the epoch; NaN where that is not known. */
  readonly timeMs: number;
  /** Rows missing before it. */
  readonly gap: number;
  readonly settled: boolean;
  /** Whether it is from before the watch began. */
  readonly past: boolean;
  /** (channels) Of sound: the block's level. */
  readonly values: Float32Array;
  /** (labels) */
  readonly scores: Float32Array;
  readonly series: SeriesFields | null;
}

export interface WatchOptions {
  /** `all`, `none`, or n: every n-th. @default 'all' */
  readonly points?: Choice;
  /** Earlier points to begin with, at most 300. @default 0 */
  readonly history?: number;
}

/** A server's refusal. */
export class ServerRefusal extends SluiceError {
  /** One of the documented codes. */
  readonly closeCode: number;

  constructor(closeCode: number, reason: string) {
    super(
      'SERVER_REFUSED',
      `The server refused: ${reason === '' ? `code ${closeCode}` : `${reason} (code ${closeCode})`}`,
    );
    this.name = 'ServerRefusal';
    this.closeCode = closeCode;
  }
}
