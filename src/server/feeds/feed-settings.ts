// Where sensors are, as a program says it.
import type { ChannelSketch } from '../../model/channel-description.js';
import type { SecretSetting } from '../outlets/alarm-settings.js';
import type { FeedHistory } from './feed-history.js';

/** Sensors that publish to an MQTT broker. Needs the package `mqtt`. */
export interface MqttFeedSettings {
  /** `mqtt://host` or `mqtts://host`, with the user's name where one is needed. */
  readonly url: string;
  readonly password?: SecretSetting;
  /** A file of certificates that are trusted, PEM. @default those of the system */
  readonly ca?: string;
  /** With one the broker keeps messages while this server is away. No other program may use it. @default none */
  readonly clientId?: string;
  /** The model of its streams. @default the server's */
  readonly model?: string;
  /** Filters of topics, such as `plant/+/+`. */
  readonly subscribe: readonly string[];
  /**
   * Which levels of a topic name stream and channel, such as `plant/{stream}/{channel}`. @default the last level is the
   * channel, or where the payload is an object its names are
   */
  readonly template?: string;
  /** Where in an object of JSON the values are: paths by channel. @default the numbers at its top, by their names */
  readonly values?: Readonly<Record<string, string>>;
  /** Where in an object of JSON the time is. @default none: values are of when they come */
  readonly time?: string;
  /** Channels of streams that are known ahead, by stream. */
  readonly channels?: Readonly<Record<string, readonly string[]>>;
  /**
   * What channels are (kind, unit, limits, states), by stream; under `*` of all streams that have such a channel. With
   * `states` texts are values too. @default gauges
   */
  readonly described?: Readonly<Record<string, readonly ChannelSketch[]>>;
  /** Rows that streams learn from before what comes, by stream. Their alarms go out to nobody. @default none */
  readonly history?: Readonly<Record<string, FeedHistory>>;
  /** The channels of another stream are those that report within this time, ms. @default 5000 */
  readonly discoverMs?: number;
  /** Channels that report within this time share a row, ms. @default 1000 */
  readonly gatherMs?: number;
  /** The topic under which results of these streams are published; null: they are not. @default 'sluice' */
  readonly results?: string | null;
}

/** InfluxDB's line protocol over HTTP: `POST /write` and `POST /api/v2/write`. */
export interface InfluxFeedSettings {
  /** The model of its streams. @default the server's */
  readonly model?: string;
  /** Tags whose values name a stream behind its measurement. @default all, in the order of their names */
  readonly streamTags?: readonly string[];
  /** As of MQTT: what channels are, by stream. @default gauges */
  readonly described?: Readonly<Record<string, readonly ChannelSketch[]>>;
  /** Rows that streams learn from before what comes, by stream. Their alarms go out to nobody. @default none */
  readonly history?: Readonly<Record<string, FeedHistory>>;
  /** The channels of a stream are those that report within this time, ms. @default 15000 */
  readonly discoverMs?: number;
  /** Channels that report within this time share a row, ms. @default 1000 */
  readonly gatherMs?: number;
}
