// What a client of a server gets, and what it gives.

import { SluiceError } from '../errors.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { Detection, Prediction } from '../observable/values.js';
import type { Choice, DropPolicy, Encoding } from '../protocol/client-messages.js';
import type { SentDetection, SeriesFields } from '../protocol/server-frames.js';
import type { StreamInfo } from '../protocol/server-messages.js';

/** What a client asks of a stream. */
export interface ServedOptions {
  /** Its name on the server: letters, digits and ._:/- */
  readonly stream: string;
  /** @default the server's */
  readonly model?: string;
  /** Rows (of sound: samples) a second. @default the model's */
  readonly rate?: number;
  /** Names, or how many. @default the model's; 1 for sound */
  readonly channels?: readonly string[] | number;
  /** How values cross. @default 'f32' */
  readonly encoding?: Encoding;
  /** `all`, `none` (detections only), or n: every n-th. @default 'all' */
  readonly predictions?: Choice;
  /** Which blocks the server gives up when they have to wait too long; `none`: it holds this client instead. @default 'oldest' */
  readonly drop?: DropPolicy;
  /** How long a block may wait at the server, ms, from 1 to 10000. @default 250 */
  readonly maxDelayMs?: number;
  /** Whether to end a stream of that name which nobody sends to any more. @default false */
  readonly replace?: boolean;
  /** Changes to the model's detector. */
  readonly detector?: Partial<KeywordSettings>;
  /** Blocks kept until the server has acknowledged them, bytes; beyond it the oldest are lost and marked as a gap. @default 4 MiB */
  readonly keepBytes?: number;
}

/** A prediction that a server has made. `gap` counts rows; `latencyMs` is from the row's time, by this machine's clock, to its delivery. */
export interface ServedPrediction extends Omit<Prediction, 'hidden' | 'features' | 'stamps' | 'series'> {
  /** Of its last row, ms since the epoch, by the sender's clock. */
  readonly timeMs: number;
  /** From the arrival of its block at the server to its sending, ms. */
  readonly delayMs: number;
  /** What a model of series says of the row. */
  readonly series?: SeriesFields;
}

export interface ServedDetection extends Detection {
  /** Of its end, ms since the epoch, by the sender's clock. */
  readonly timeMs: number;
}

/** What befalls a stream that is sent. */
export type ServedEvent =
  /** The connection broke; blocks are kept meanwhile. */
  | { readonly kind: 'disconnected'; readonly reason: string }
  /** The connection is back and the stream goes on where it was. */
  | { readonly kind: 'resumed' }
  /** The connection is back, but the server knows nothing of the stream: it begins anew. */
  | { readonly kind: 'restarted' }
  /** So many rows did not fit into what is kept, and are lost. */
  | { readonly kind: 'lost'; readonly rows: number }
  /** The server has given up so many rows since it last told, for they would have waited too long. */
  | { readonly kind: 'dropped'; readonly rows: number };

/** What a watcher is told. */
export type WatchEvent =
  /** A stream that fits the pattern: at first, and whenever what is told of it has changed. `recent`: its last detections, at first. */
  | { readonly kind: 'stream'; readonly stream: StreamInfo; readonly recent?: readonly SentDetection[] }
  | { readonly kind: 'point'; readonly stream: string; readonly point: Point }
  | { readonly kind: 'detection'; readonly stream: string; readonly detection: SentDetection }
  /** The stream is over. */
  | { readonly kind: 'gone'; readonly stream: string }
  /** After it is connected again, all streams are told anew. */
  | { readonly kind: 'connection'; readonly connected: boolean };

/** A row of a watched stream with what was made of it. */
export interface Point {
  /** Of the prediction. */
  readonly index: number;
  /** By the sender's clock, ms since the epoch; NaN where that is not known. */
  readonly timeMs: number;
  /** Rows missing before it. */
  readonly gap: number;
  readonly settled: boolean;
  /** Whether it is of before the watch began. */
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
  /** Points of before to begin with, at most 300. @default 0 */
  readonly history?: number;
}

/** A server has said no. */
export class ServerRefusal extends SluiceError {
  /** As in the README's table. */
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
