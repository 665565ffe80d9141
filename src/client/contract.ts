// The contract of a client: what it offers, and what it is made with.
import type { Observable } from 'rxjs';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { StreamInfo } from '../protocol/server-messages.js';
import type { BackOffOptions } from '../source/back-off.js';
import type { ClientStream } from './client-stream.js';
import type { MakeSocket } from './server-connection.js';
import type { ServedOptions, WatchEvent, WatchOptions } from './values.js';

export interface ConnectOptions {
  /** @default none */
  readonly token?: string;
  /** The waits between tries when the connection is broken. */
  readonly backOff?: BackOffOptions;
  /**
   * How long a stream is asked for again that the server refuses for the moment: because it is about to end, or has no
   * memory left, ms. @default 60000
   */
  readonly retryForMs?: number;
  /** Makes the WebSocket. @default the platform's */
  readonly connect?: MakeSocket;
}

export type ConnectionState = 'connected' | 'disconnected' | 'closed';

export interface Client extends AsyncDisposable {
  /** What the token allows. */
  readonly rights: readonly string[];
  /** Models that streams can name. */
  readonly models: readonly string[];
  /** The present state at once, then each change. */
  readonly state$: Observable<ConnectionState>;
  /**
   * Opens a stream. Rejects with a RangeError for options out of range, and with a ServerRefusal (code SERVER_REFUSED;
   * `closeCode` says why).
   */
  open(options: ServedOptions): Promise<ClientStream>;
  /**
   * Watches the streams whose name matches, where `*` stands for any characters: what is told of them, their points and
   * detections. Cold: each subscription is a watch of its own. Ends in an error where the server refuses the watch or
   * is gone for good.
   */
  watch(pattern: string, options?: WatchOptions): Observable<WatchEvent>;
  /**
   * The streams that are open. This and the two requests below are sent once: they reject with a ServerRefusal, or with
   * SERVER_UNREACHABLE while there is no connection.
   */
  list(pattern?: string): Promise<readonly StreamInfo[]>;
  /** Ends a stream, whoever sends it. */
  endStream(name: string): Promise<void>;
  setDetector(name: string, settings: Partial<KeywordSettings>): Promise<void>;
  /** Disconnects. Streams that are not closed end with STREAM_CLOSED here; at the server they wait for their client. */
  close(): Promise<void>;
}
