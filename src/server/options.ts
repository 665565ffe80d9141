// What a server is started with.
import type { Adapt } from '../model/adapt.js';
import type { AnyModel } from '../model/any-model.js';
import type { InfluxFeedSettings, MqttFeedSettings } from './feeds/feed-settings.js';
import type { NatsSettings } from './fleet/nats-settings.js';
import type { HttpRequest, HttpResponse } from './http.js';
import type { AlarmSettings } from './outlets/alarm-settings.js';
import type { Log } from './server-log.js';
import type { Grant } from './transport/authentication/tokens.js';
import type { Limits } from './transport/limits.js';

export interface ServeOptions {
  /** The model of streams that name none, and its name. @default none */
  readonly model?: { readonly name: string; readonly model: AnyModel };
  /** A folder of models. Their names are the file names without their ending. @default none */
  readonly models?: string;
  /**
   * Of the model `anomaly`: for how long a channel is not learnt from while its alarm lasts: 'never', hours, or
   * 'when acknowledged'. @default 4
   */
  readonly adapt?: Adapt;
  /** Who may do what. Without tokens, anybody may do anything. */
  readonly tokens?: readonly Grant[];
  /** Origins of pages that may connect, as `https://example.org`, beside this server's own pages; `*`: any. */
  readonly origins?: readonly string[];
  /**
   * Names with a dot by which this server is reached, as `streams.example.org`; `*`: any. Needed only without tokens,
   * where other names are refused, so that no page can make itself one of this server's. @default the host of each
   * origin
   */
  readonly hosts?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** How long a stream waits for its client to come back, ms. @default 300000 */
  readonly keepMs?: number;
  /** Each side sends something at least so often, ms. @default 15000 */
  readonly heartbeatMs?: number;
  /** A folder in which streams are saved, for the next start of the server. @default none */
  readonly state?: string;
  /** How often streams are saved, ms. @default 2000 */
  readonly saveEveryMs?: number;
  /**
   * Engine threads at most, of either kind: for streams of short hops, and for those whose hops take long. @default one
   * less than the machine has cores, at least one
   */
  readonly engines?: number;
  /** Where alarms go, beside the clients. @default nowhere */
  readonly alarms?: AlarmSettings;
  /** Sensors at an MQTT broker. @default none */
  readonly mqtt?: MqttFeedSettings;
  /** Lines of InfluxDB's line protocol by `POST /write`. @default none: the address is not there */
  readonly influx?: InfluxFeedSettings;
  /**
   * Makes the server one of a fleet over NATS JetStream: rows and results go through it, and states lie there instead of
   * in `state`. @default none: it is alone
   */
  readonly nats?: NatsSettings;
  /** Where the server logs: a logger of `pino`, or one like it. @default none */
  readonly log?: Log;
  /** Answers requests for pages, which the server itself does not answer. Returns true where it did. */
  pages?(request: HttpRequest, response: HttpResponse): boolean;
}
