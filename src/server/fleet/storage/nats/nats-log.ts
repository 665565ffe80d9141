// A log in a stream of JetStream. A reader is an ordered consumer, which begins anew by itself where messages are
// missing; so entries come in order and each once.
import type { JsMsg, OrderedConsumerOptions } from '@nats-io/jetstream';
import { Conflict, type Entry, type Log } from '../contract.js';
import type { NatsLink } from './nats-link.js';

export interface NatsLogOptions {
  /** Of the stream, and what its subjects begin with. */
  readonly stream: string;
  readonly prefix: string;
}

const WRONG_LAST_SEQUENCE = 10_071;
/** A reader that broke begins anew after this time, ms. */
const AGAIN_MS = 100;

export class NatsLog implements Log {
  readonly #link: NatsLink;
  readonly #options: NatsLogOptions;

  constructor(link: NatsLink, options: NatsLogOptions) {
    this.#link = link;
    this.#options = options;
  }

  async append(subject: string, bytes: Uint8Array, after?: number): Promise<number> {
    const expect = after === undefined ? {} : { expect: { lastSubjectSequence: after } };
    const { seq } = await translated(
      this.#link.jetstream.publish(this.#full(subject), bytes, { ...expect, retries: 0 }),
    );
    return seq;
  }

  async last(subject: string): Promise<Entry | null> {
    const { stream } = this.#options;
    const found = await this.#link.manager.streams.getMessage(stream, { last_by_subj: this.#full(subject) });
    return found === null ? null : { sequence: found.seq, bytes: plain(found.data), timeMs: found.time.getTime() };
  }

  async *read(subject: string, from: number, signal: AbortSignal): AsyncGenerator<Entry> {
    for (let next = from; !signal.aborted; ) {
      try {
        for await (const message of this.#messages(subject, next, signal)) {
          if (message.seq < next) continue;
          next = message.seq + 1;
          yield {
            sequence: message.seq,
            bytes: plain(message.data),
            timeMs: Math.floor(message.info.timestampNanos / 1e6),
          };
        }
      } catch {
        // NATS is away, or its servers choose a leader: the reader goes on where it was.
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  async release(subject: string, before: number): Promise<void> {
    const last = (await this.last(subject))?.sequence ?? 0;
    const seq = Math.min(before, last);
    if (seq > 1) await this.#link.manager.streams.purge(this.#options.stream, { filter: this.#full(subject), seq });
  }

  async *#messages(subject: string, from: number, signal: AbortSignal): AsyncGenerator<JsMsg> {
    const options: Partial<OrderedConsumerOptions> = {
      ...{
        filter_subjects: this.#full(subject),
        deliver_policy: 'by_start_sequence',
        opt_start_seq: Math.max(1, from),
      },
    };
    const consumer = await this.#link.jetstream.consumers.get(this.#options.stream, options);
    const messages = await consumer.consume();
    const stop = () => void messages.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (!signal.aborted) yield* messages;
    } finally {
      signal.removeEventListener('abort', stop);
      await messages.close();
    }
  }

  #full(subject: string): string {
    return `${this.#options.prefix}.${subject}`;
  }
}

/** Rejects with Conflict where NATS says that another entry was first. */
export async function translated<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== WRONG_LAST_SEQUENCE) throw error;
    throw new Conflict(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Not a Buffer, whose slices share its memory. */
export function plain({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
