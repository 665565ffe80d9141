// An outlet that publishes alarms to an MQTT broker, and tells Home Assistant of each stream.
import { discoveryOf } from '../../mqtt/home-assistant.js';
import { MqttLink, type MqttLinkOptions } from '../../mqtt/mqtt-link.js';
import { statusTopic, streamTopic } from '../../mqtt/topics.js';
import type { AlarmNote } from '../alarm-note.js';
import type { Outlet } from '../outlet.js';
import { within } from '../time-limit.js';

export interface MqttOutletOptions extends Omit<MqttLinkOptions, 'clientId' | 'statusTopic'> {
  /** Everything is published below it. */
  readonly topic: string;
  /** Home Assistant's prefix; null: it is told nothing. */
  readonly discovery: string | null;
  readonly timeoutMs: number;
}

const MOST_NOTES = 100;

/** Rejects as MqttLink.open does. */
export async function mqttOutlet(options: MqttOutletOptions): Promise<Outlet> {
  const { topic: base, discovery, timeoutMs } = options;
  const link = await MqttLink.open({ ...options, clientId: null, statusTopic: statusTopic(base) });
  const streams = new Set<string>();
  const tellOf = (stream: string) => {
    if (discovery === null) return;
    const { topic, payload } = discoveryOf(discovery, base, stream);
    link.publish(topic, payload, true).catch(() => undefined); // it is told again with the next connection
  };
  link.onConnect(() => {
    for (const stream of streams) tellOf(stream);
  });
  const opened = (stream: string) => {
    if (streams.has(stream)) return;
    streams.add(stream);
    tellOf(stream);
  };
  const publish = async (note: AlarmNote) => {
    opened(note.stream);
    const text = JSON.stringify(note);
    await link.publish(streamTopic(base, note.stream, 'alarm'), text);
    await link.publish(streamTopic(base, note.stream, 'last'), text, true);
    const problem = streamTopic(base, note.stream, 'problem');
    if (note.event === 'began') await link.publish(problem, 'ON', note.open);
    if (!note.open) await link.publish(problem, 'OFF', true); // it has ended, or was of one moment
  };
  return {
    mostNotes: MOST_NOTES,
    opened,
    send: ({ alarms }, signal) =>
      within(timeoutMs, signal, async (limit) => {
        for (const note of alarms) await Promise.race([publish(note), aborted(limit)]);
      }),
    close: () => link.close(),
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
