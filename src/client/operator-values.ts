// What an operator's client is told, and what it says.
import type { AlarmInfo, Mute, NormalAlarms } from '../protocol/operator.js';

/** Who says it, and a note. */
export interface Said {
  /** A name for people, at most 64 characters. @default the token, cut short, or the address */
  readonly by?: string;
  /** At most 500 characters. */
  readonly note?: string;
}

export interface NormalOptions extends Said {
  /**
   * Later alarms that look like it are normal too: those that begin on the same channel with the same reason, on the same
   * side of what is expected and at most half as far away again. @default false
   */
  readonly always?: boolean;
}

/** What is to be quiet. */
export interface MuteOptions extends Said {
  /** A stream's name, or a pattern in which `*` stands for any characters. */
  readonly streams: string;
  /** @default all channels */
  readonly channel?: string;
  /** Ms since the epoch, within a year. */
  readonly untilMs: number;
}

/** A time for which something is to be quiet, once. */
export interface MaintenanceOptions extends MuteOptions {
  readonly fromMs: number;
}

/** A mute that was made. */
export interface Muted {
  readonly mute: Mute;
  /** Streams that it covers now. Others may come. */
  readonly matches: number;
}

/** What is told of alarms. */
export type AlarmEvent =
  /** An alarm: at first each that is known, and whenever something of it changes. */
  | { readonly kind: 'alarm'; readonly alarm: AlarmInfo }
  /** It is not listed any more. */
  | { readonly kind: 'alarm-gone'; readonly alarm: string }
  /** All mutes, maintenance windows and kinds of normal alarms: at first, and whenever one comes or goes. */
  | { readonly kind: 'quiet'; readonly mutes: readonly Mute[]; readonly normal: readonly NormalAlarms[] }
  /** After a reconnect, everything is told anew. */
  | { readonly kind: 'connection'; readonly connected: boolean };
