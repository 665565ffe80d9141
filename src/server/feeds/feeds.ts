// The ways in that a server was told of, beside WebSocket.
import { join } from 'node:path';
import type { ServeOptions } from '../options.js';
import { secretOf } from '../outlets/secret.js';
import type { StreamHub } from '../streams/stream-hub.js';
import type { Feed } from './feed.js';
import { InfluxFeed } from './influx/influx-feed.js';
import { type CheckedInflux, checkInflux } from './influx/influx-settings.js';
import { FeedJournal } from './journal/feed-journal.js';
import { MqttFeed } from './mqtt/mqtt-feed.js';
import { type CheckedMqtt, checkMqtt } from './mqtt/mqtt-settings.js';
import type { FeedCounts } from './observation.js';

export interface FeedsParts {
  readonly options: Pick<ServeOptions, 'mqtt' | 'influx'>;
  readonly hub: StreamHub;
  /** The folder of saved states; null: nothing is saved. */
  readonly state: string | null;
  /** Streams that a feed may have. */
  readonly mostStreams: number;
  warn(facts: Record<string, unknown>, sentence: string): void;
  info(facts: Record<string, unknown>, sentence: string): void;
}

/** Rows of a stream that may wait. */
const MOST_WAITING = 100_000;

export class Feeds {
  readonly #parts: FeedsParts;
  readonly #mqttSettings: CheckedMqtt | null;
  readonly #influxSettings: CheckedInflux | null;
  #mqtt: MqttFeed | null = null;
  /** Null before the streams of an earlier start are restored. */
  influx: InfluxFeed | null = null;

  /** Throws TypeError for settings that are none. */
  constructor(parts: FeedsParts) {
    const { mqtt, influx } = parts.options;
    this.#parts = parts;
    this.#influxSettings = influx === undefined ? null : checkInflux(influx);
    this.#mqttSettings = mqtt === undefined ? null : checkMqtt(mqtt);
  }

  get all(): readonly Feed[] {
    return [this.#mqtt, this.influx].flatMap((each) => each?.feed ?? []);
  }

  /** After the streams of an earlier start are restored. Rejects with TypeError and PACKAGE_MISSING. */
  async open(): Promise<void> {
    const { hub, mostStreams, warn, info } = this.#parts;
    const common = { hub, mostStreams, mostWaiting: MOST_WAITING, warn };
    if (this.#influxSettings !== null) {
      const journal = await this.#journalOf('influx', () => this.influx?.feed.counts);
      this.influx = new InfluxFeed(this.#influxSettings, { ...common, journal });
    }
    const settings = this.#mqttSettings;
    if (settings === null) return;
    const password = settings.password === undefined ? null : secretOf(settings.password, 'mqtt, password');
    const journal = await this.#journalOf('mqtt', () => this.#mqtt?.feed.counts);
    this.#mqtt = await MqttFeed.open({ ...common, journal, settings, password, info });
  }

  async close(): Promise<void> {
    await this.influx?.feed.close();
    await this.#mqtt?.close();
  }

  async #journalOf(feed: string, counts: () => FeedCounts | undefined): Promise<FeedJournal | null> {
    const { state, warn } = this.#parts;
    if (state === null) return null;
    const dropped = (values: number) => {
      const known = counts();
      if (known !== undefined) known.dropped += values;
    };
    return FeedJournal.open({ folder: join(state, 'feeds', feed), warn, dropped });
  }
}
