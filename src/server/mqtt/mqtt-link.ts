// A connection to an MQTT broker, with the package `mqtt`. Where the broker is away it is looked for again and again;
// meanwhile publishing fails at once, so that nothing waits in memory.
import { readFile } from 'node:fs/promises';
import type { IClientOptions, MqttClient } from 'mqtt';
import { optionalPackage } from '../optional-package.js';

export interface MqttLinkOptions {
  /** `mqtt://` or `mqtts://`, with the user's name where one is needed. */
  readonly url: string;
  readonly password: string | null;
  /** A file of certificates that are trusted. */
  readonly ca: string | null;
  /** With one the broker keeps messages while this program is away. Null: another one each time, nothing is kept. */
  readonly clientId: string | null;
  /** Where this program says that it is there; the broker says it when it is gone. */
  readonly statusTopic: string | null;
  warn(facts: Record<string, unknown>, sentence: string): void;
  info(facts: Record<string, unknown>, sentence: string): void;
}

export interface MqttMessage {
  readonly topic: string;
  readonly payload: Buffer;
  /** A message that the broker keeps for those who come: it says what was, not what is. */
  readonly retain: boolean;
}

const RECONNECT_MS = 2000;
const CONNECT_MS = 10_000;
export const ONLINE = 'online';
export const OFFLINE = 'offline';

export class MqttLink {
  readonly #client: MqttClient;
  readonly #statusTopic: string | null;
  /** The broker is away, and that was told. */
  #away = false;

  /** Rejects with SluiceError PACKAGE_MISSING, and with the system's error. */
  static async open(options: MqttLinkOptions): Promise<MqttLink> {
    const { connect } = (await optionalPackage('mqtt', 'Cannot speak MQTT', () => import('mqtt'))).default;
    const { password, ca, clientId, statusTopic } = options;
    const url = new URL(options.url);
    const user = decodeURIComponent(url.username);
    const pass = password ?? decodeURIComponent(url.password);
    url.username = '';
    url.password = '';
    const settings: IClientOptions = {
      ...{ reconnectPeriod: RECONNECT_MS, connectTimeout: CONNECT_MS, resubscribe: true, queueQoSZero: false },
      clean: clientId === null,
      ...(clientId === null ? {} : { clientId }),
      ...(user === '' ? {} : { username: user, password: pass }),
      ...(ca === null ? {} : { ca: await readFile(ca) }),
      ...(statusTopic === null
        ? {}
        : { will: { topic: statusTopic, payload: Buffer.from(OFFLINE), qos: 1, retain: true } }),
    };
    return new MqttLink(connect(url.href, settings), url.host, options);
  }

  private constructor(client: MqttClient, broker: string, { statusTopic, warn, info }: MqttLinkOptions) {
    this.#client = client;
    this.#statusTopic = statusTopic;
    client.on('connect', () => {
      if (this.#away) info({ broker }, 'the MQTT broker is there again');
      this.#away = false;
      if (statusTopic !== null) this.tell(statusTopic, ONLINE, true);
    });
    const away = (reason: string) => {
      if (!this.#away) warn({ broker, reason }, 'the MQTT broker is away; it is looked for again');
      this.#away = true;
    };
    client.on('error', (error) => away(error.message || String((error as NodeJS.ErrnoException).code)));
    client.on('close', () => {
      if (!client.disconnecting) away('the connection is over');
    });
  }

  get connected(): boolean {
    return this.#client.connected;
  }

  /** Calls back now, where there is a connection, and each time there is one again. */
  onConnect(then: () => void): void {
    this.#client.on('connect', then);
    if (this.connected) then();
  }

  /**
   * Takes what comes on the topics. The broker is told that a message came once `take` has returned; where it throws, the
   * broker sends the message again.
   */
  subscribe(filters: readonly string[], take: (message: MqttMessage) => void): void {
    this.#client.handleMessage = ({ topic, payload, retain }, done) => {
      try {
        take({ topic: String(topic), payload: Buffer.from(payload), retain });
        done();
      } catch (error) {
        done(error as Error);
      }
    };
    this.#client.subscribe([...filters], { qos: 1 }, () => undefined); // the connection's errors are told above
  }

  /** Resolves once the broker has the message. Rejects at once where it is away. */
  async publish(topic: string, payload: string, retain = false): Promise<void> {
    if (!this.connected) throw new Error('the MQTT broker is away');
    await this.#client.publishAsync(topic, payload, { qos: 1, retain });
  }

  /** Publishes what may be lost. */
  tell(topic: string, payload: string, retain = false): void {
    if (this.connected) this.#client.publish(topic, payload, { qos: 0, retain }, () => undefined);
  }

  async close(): Promise<void> {
    if (this.connected && this.#statusTopic !== null) this.tell(this.#statusTopic, OFFLINE, true);
    await this.#client.endAsync(!this.connected);
  }
}
