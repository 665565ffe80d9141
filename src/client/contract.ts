// What a client of a server offers. Types only.
import type { Observable } from 'rxjs';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { StreamInfo } from '../protocol/server-messages.js';
import type { BackOffOptions } from '../source/back-off.js';
import type { MakeSocket } from './line.js';
import type { ClientStream } from './sent-stream.js';
import type { ServedOptions, WatchEvent, WatchOptions } from './values.js';

export interface ConnectOptions {
  /** @default none */
  readonly token?: string;
  /** The waits between tries when the connection broke. */
  readonly backOff?: BackOffOptions;
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
  /** Opens a stream. Rejects with a ServerRefusal (code SERVER_REFUSED, `closeCode` says why). */
  open(options: ServedOptions): Promise<ClientStream>;
  /** Streams whose name fits, `*` standing for any characters: what is told of them, their points and detections. Cold: each subscription is a watch. Ends in an error where the server refuses it, or is not to be had any more. */
  watch(pattern: string, options?: WatchOptions): Observable<WatchEvent>;
  /** The streams that there are. As the two below it is asked once: it rejects with a ServerRefusal, or with SERVER_UNREACHABLE while there is no connection. */
  list(pattern?: string): Promise<readonly StreamInfo[]>;
  /** Ends somebody's stream. */
  endStream(name: string): Promise<void>;
  setDetector(name: string, settings: Partial<KeywordSettings>): Promise<void>;
  /** Hangs up. Streams that are not closed end with STREAM_CLOSED here, and wait for their client at the server. */
  close(): Promise<void>;
}
