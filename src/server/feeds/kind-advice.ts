// Channels of a feed are gauges where nobody says what they are: a stream cannot change that while it runs. What the first
// rows look like is told once, so that somebody describes them.
import type { ChannelKind } from '../../model/channel-description.js';
import { guessKind } from '../../series/channel-kinds.js';

/** Rows that are looked at. */
const ROWS = 200;

export interface Advice {
  readonly channel: string;
  readonly kind: ChannelKind;
}

export class KindAdvice {
  readonly #channels: readonly string[];
  readonly #isDescribed: (channel: string) => boolean;
  readonly #told: (advice: Advice) => void;
  #rows = 0;
  /** (channels) The first values of each; null: all were looked at. */
  #values: number[][] | null;

  /** `channels`: those that are not described are looked at. */
  constructor(channels: readonly string[], isDescribed: (channel: string) => boolean, told: (advice: Advice) => void) {
    this.#channels = channels;
    this.#told = told;
    this.#values = channels.map(() => []);
    this.#isDescribed = isDescribed;
  }

  row(values: readonly number[]): void {
    if (this.#values === null) return;
    for (let c = 0; c < values.length; c++) {
      const value = values[c] as number;
      if (!Number.isNaN(value)) this.#values[c]?.push(value);
    }
    if (++this.#rows < ROWS) return;
    const looked = this.#values;
    this.#values = null;
    this.#channels.forEach((channel, c) => {
      if (this.#isDescribed(channel)) return;
      const { kind } = guessKind(channel, null, looked[c] ?? []);
      if (kind !== 'gauge') this.#told({ channel, kind });
    });
  }
}
