// The ways in that a server was told of, beside WebSocket.
import type { ServeOptions } from '../options.js';
import { secretOf } from '../outlets/secret.js';
import type { StreamHub } from '../streams/stream-hub.js';
import type { Feed } from './feed.js';
import { InfluxFeed } from './influx/influx-feed.js';
import { type CheckedInflux, checkInflux } from './influx/influx-settings.js';
import { MqttFeed } from './mqtt/mqtt-feed.js';
import { type CheckedMqtt, checkMqtt } from './mqtt/mqtt-settings.js';

export interface FeedsParts {
  readonly options: Pick<ServeOptions, 'mqtt' | 'influx'>;
  readonly hub: StreamHub;
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
    if (this.#influxSettings !== null) this.influx = new InfluxFeed(this.#influxSettings, common);
    const settings = this.#mqttSettings;
    if (settings === null) return;
    const password = settings.password === undefined ? null : secretOf(settings.password, 'mqtt, password');
    this.#mqtt = await MqttFeed.open({ ...common, settings, password, info });
  }

  async close(): Promise<void> {
    this.influx?.feed.close();
    await this.#mqtt?.close();
  }
}
