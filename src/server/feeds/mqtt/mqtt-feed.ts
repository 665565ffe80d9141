// Sensors that publish to an MQTT broker, and their results, which are published under a topic of ours.
import { now } from '../../../clock.js';
import { MqttLink, type MqttMessage } from '../../mqtt/mqtt-link.js';
import { streamTopic } from '../../mqtt/topics.js';
import { Descriptions } from '../descriptions.js';
import { Feed, type FeedParts } from '../feed.js';
import type { CheckedMqtt } from './mqtt-settings.js';
import { type PayloadPaths, readPayload } from './payload.js';
import { lastIsChannel, type TopicTemplate, topicTemplate } from './topic-template.js';

export interface MqttFeedParts
  extends Omit<
    FeedParts,
    'feed' | 'model' | 'discoverMs' | 'gatherMs' | 'result' | 'channels' | 'described' | 'histories'
  > {
  readonly settings: CheckedMqtt;
  readonly password: string | null;
  info(facts: Record<string, unknown>, sentence: string): void;
}

/** A feed is told of once in so many refusals, beside the first. */
const TOLD_EVERY = 1000;

export class MqttFeed {
  readonly feed: Feed;
  readonly #link: MqttLink;
  readonly #parts: MqttFeedParts;
  readonly #names: TopicTemplate;
  readonly #paths: PayloadPaths;
  #refused = 0;

  /** Rejects with TypeError for a template that is none, and as MqttLink.open does. */
  static async open(parts: MqttFeedParts): Promise<MqttFeed> {
    const { settings, password, warn, info } = parts;
    const { url, ca = null, clientId = null } = settings;
    const names = settings.template === undefined ? lastIsChannel : topicTemplate(settings.template);
    const link = await MqttLink.open({ url, password, ca, clientId, statusTopic: null, warn, info });
    return new MqttFeed(parts, link, names);
  }

  private constructor(parts: MqttFeedParts, link: MqttLink, names: TopicTemplate) {
    const { settings, hub, mostStreams, mostWaiting, journal, warn } = parts;
    const { model = null, discoverMs, gatherMs, channels, described = new Descriptions(), history, results } = settings;
    this.#parts = parts;
    this.#link = link;
    this.#names = names;
    this.#paths = { values: settings.values, time: settings.time ?? null, texts: described.hasStates };
    this.feed = new Feed({
      ...{
        feed: 'mqtt',
        model,
        hub,
        mostStreams,
        mostWaiting,
        journal,
        warn,
        discoverMs,
        gatherMs,
        channels,
        described,
        histories: history,
      },
      result:
        results === null
          ? null
          : (stream, message) => link.tell(streamTopic(results, stream, 'result'), JSON.stringify(message)),
    });
    this.feed.adopt(hub);
    link.subscribe(settings.subscribe, (message) => this.#take(message));
  }

  async close(): Promise<void> {
    await this.#link.close();
    await this.feed.close();
  }

  #take({ topic, payload, retain }: MqttMessage): void {
    const { counts } = this.feed;
    counts.messages++;
    if (retain) return this.#refuse('retained', topic, false); // it may be of any age
    const read = readPayload(payload, this.#paths);
    if (typeof read === 'string') return this.#refuse(read, topic);
    const names = this.#names(topic, read.plain === null && read.plainText === null);
    if (names === null) return this.#refuse('topic does not fit the template', topic);
    const { stream, channel } = names;
    const named = channel ?? 'value';
    const values = read.plain === null ? read.named : new Map([[named, read.plain]]);
    const texts = read.plainText === null ? read.texts : new Map([[named, read.plainText]]); // first a state's name
    const reason = this.feed.take({ stream, timeMs: read.timeMs ?? now(), values, texts });
    if (reason !== null) this.#tell(reason, topic);
    this.feed.flush();
  }

  #refuse(reason: string, topic: string, told = true): void {
    this.feed.counts.refuse(reason);
    if (told) this.#tell(reason, topic);
  }

  #tell(reason: string, topic: string): void {
    if (this.#refused++ % TOLD_EVERY === 0) {
      this.#parts.warn({ topic, reason, refused: this.#refused }, 'a message of MQTT was refused');
    }
  }
}
