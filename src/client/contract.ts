// The contract of a client: what it offers, and what it is made with.
import type { Observable } from 'rxjs';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { AuditEntry } from '../protocol/operator.js';
import type { StreamInfo } from '../protocol/server-messages.js';
import type { BackOffOptions } from '../source/back-off.js';
import type { ClientStream } from './client-stream.js';
import type { AlarmEvent, MaintenanceOptions, Muted, MuteOptions, NormalOptions, Said } from './operator-values.js';
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
  /**
   * The alarms of the streams whose name matches, the mutes, and what is normal: all at first, then each change. Cold, as
   * `watch`.
   */
  alarms(pattern?: string): Observable<AlarmEvent>;
  /**
   * Somebody sees to an alarm, by its id. This and the requests below need the right to operate, are answered once they are
   * written, and reject as `list`: where there is no such alarm, where a time is past or a note is too long.
   */
  acknowledge(alarm: string, said?: Said): Promise<void>;
  /** An alarm was no fault: it ends, and its channels are learnt from at once. */
  callNormal(alarm: string, options?: NormalOptions): Promise<void>;
  /** Alarms of the streams that match are listed as muted, go to no outlet and count as none, until that time. */
  mute(options: MuteOptions): Promise<Muted>;
  /** The same from a time to a time. */
  planMaintenance(options: MaintenanceOptions): Promise<Muted>;
  /** Ends a mute or a maintenance window. What is still open then goes out. */
  endMute(mute: string, said?: Said): Promise<void>;
  /** Alarms of that kind are alarms again. */
  forgetNormal(normal: string, said?: Said): Promise<void>;
  /** Who did what, the newest first; at most 1000. @default 100 */
  audit(most?: number): Promise<readonly AuditEntry[]>;
  /** Disconnects. Streams that are not closed end with STREAM_CLOSED here; at the server they wait for their client. */
  close(): Promise<void>;
}
