// The ways in that a server was told of, beside WebSocket.
import type { ServeOptions } from '../options.js';
import { secretOf } from '../outlets/secret.js';
import type { StreamHub } from '../streams/stream-hub.js';
import type { Feed } from './feed.js';
import { MqttFeed } from './mqtt/mqtt-feed.js';
import { type CheckedMqtt, checkMqtt } from './mqtt/mqtt-settings.js';

export interface FeedsParts {
  readonly options: Pick<ServeOptions, 'mqtt'>;
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
  #mqtt: MqttFeed | null = null;

  /** Throws TypeError for settings that are none. */
  constructor(parts: FeedsParts) {
    const { mqtt } = parts.options;
    this.#parts = parts;
    this.#mqttSettings = mqtt === undefined ? null : checkMqtt(mqtt);
  }

  get all(): readonly Feed[] {
    return this.#mqtt === null ? [] : [this.#mqtt.feed];
  }

  /** After the streams of an earlier start are restored. Rejects with TypeError and PACKAGE_MISSING. */
  async open(): Promise<void> {
    const settings = this.#mqttSettings;
    if (settings === null) return;
    const { hub, mostStreams, warn, info } = this.#parts;
    const password = settings.password === undefined ? null : secretOf(settings.password, 'mqtt, password');
    this.#mqtt = await MqttFeed.open({ settings, password, hub, mostStreams, mostWaiting: MOST_WAITING, warn, info });
  }

  async close(): Promise<void> {
    await this.#mqtt?.close();
  }
}
