// Follows the messages of a stream of JetStream, for as long as it is wanted. An ordered consumer lives in the memory of
// one server of NATS: where that is gone, or does not say for a while that it is there, another one is made.
import type { ConsumerMessages, JsMsg, OrderedConsumerOptions } from '@nats-io/jetstream';
import type { NatsLink } from './nats-link.js';

/** A consumer that is not heard for two of these is made anew. */
const HEARTBEAT_MS = 1000;
const EXPIRES_MS = 10_000;
const AGAIN_MS = 100;
const GONE = new Set([
  'heartbeats_missed',
  'consumer_not_found',
  'stream_not_found',
  'no_responders',
  'consumer_deleted',
]);

/** `start`: where to begin, asked before every beginning. */
export async function* followed(
  link: NatsLink,
  stream: string,
  start: () => Partial<OrderedConsumerOptions>,
  signal: AbortSignal,
): AsyncGenerator<JsMsg> {
  while (!signal.aborted) {
    try {
      yield* messages(link, stream, start(), signal);
    } catch {
      // NATS is away, or its servers choose a leader.
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function* messages(
  link: NatsLink,
  stream: string,
  options: Partial<OrderedConsumerOptions>,
  signal: AbortSignal,
): AsyncGenerator<JsMsg> {
  const consumer = await link.jetstream.consumers.get(stream, options);
  const followed = await consumer.consume({ expires: EXPIRES_MS, idle_heartbeat: HEARTBEAT_MS });
  const stop = () => void followed.close();
  signal.addEventListener('abort', stop, { once: true });
  const forget = link.whenBack(stop);
  void stopWhereGone(followed, stop);
  try {
    if (!signal.aborted) yield* followed;
  } finally {
    forget();
    signal.removeEventListener('abort', stop);
    void followed.close();
  }
}

/** A consumer that has to be made anew is made by us: the client's own tries wait longer and longer. */
async function stopWhereGone(followed: ConsumerMessages, stop: () => void): Promise<void> {
  for await (const { type } of followed.status()) if (GONE.has(type)) stop();
}
