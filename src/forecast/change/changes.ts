// What can be seen of a series only over many rows: slow drifts, when events come, and whether channels still follow each
// other.
import type { ChannelRow } from '../alarm/lasting-alarm.js';
import { REASON } from '../alarm/reasons.js';
import type { MonitoredChannel } from '../channels/state-channel.js';
import { partsOf } from '../parts.js';
import { changeSeverity, LASTS } from './change-severity.js';
import { ChannelChanges } from './channel-changes.js';
import { Relations } from './relation/relations.js';

export class Changes {
  readonly #channels: readonly MonitoredChannel[];
  readonly #changes: readonly ChannelChanges[];
  readonly #relations: Relations;
  /** (channels) Scratch. */
  readonly #values: Float64Array;

  /** `state`: `Changes.numbers(channels)` numbers. */
  constructor(channels: readonly MonitoredChannel[], state: Float64Array) {
    const take = partsOf(state);
    this.#channels = channels;
    this.#changes = channels.map(() => new ChannelChanges(take(ChannelChanges.NUMBERS)));
    this.#relations = new Relations(channels.length, take(Relations.numbers(channels.length)));
    this.#values = new Float64Array(channels.length);
  }

  static numbers(channels: number): number {
    return channels * ChannelChanges.NUMBERS + Relations.numbers(channels);
  }

  /** Call it when other numbers were put into `state`. */
  restored(): void {
    this.#relations.restored();
  }

  /** What there is now of a channel was called normal. */
  forgive(channel: number): void {
    (this.#changes[channel] as ChannelChanges).forgive();
    this.#relations.forgive(channel);
  }

  /** The row that the channels have just judged. Real-time. */
  step(timeMs: number): void {
    const channels = this.#channels;
    for (let c = 0; c < channels.length; c++) {
      const { bounded, frozen, shown } = channels[c] as MonitoredChannel;
      (this.#changes[c] as ChannelChanges).step(timeMs, bounded, frozen);
      this.#values[c] = shown;
    }
    this.#relations.step(this.#values, channels);
  }

  /** Whether what was told is about the row itself, and not about days. */
  isOfRow({ reason }: ChannelRow): boolean {
    return reason !== REASON.trend && reason !== REASON.level;
  }

  /** Says so in a channel's row, where that is graver than what the row says already, and returns whether it is. */
  tell(channel: number, row: ChannelRow): boolean {
    const told = (this.#changes[channel] as ChannelChanges).tell(row);
    const severity = changeSeverity(this.#relations.beyond[channel] as number);
    if (severity < LASTS || severity <= row.severity) return told;
    row.severity = severity;
    row.reason = REASON.relation;
    row.expected = (this.#channels[channel] as MonitoredChannel).inUnit(this.#relations.expected[channel] as number);
    row.took = 0;
    return true;
  }
}
