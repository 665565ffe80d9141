// A log in a stream of JetStream. A reader is an ordered consumer, which begins anew by itself where messages are
// missing; so entries come in order and each once.
import { type AppendOptions, Conflict, type Entry, type Log } from '../contract.js';
import { followed } from './followed.js';
import type { NatsLink } from './nats-link.js';

export interface NatsLogOptions {
  /** Of the stream, and what its subjects begin with. */
  readonly stream: string;
  readonly prefix: string;
}

const WRONG_LAST_SEQUENCE = 10_071;

export class NatsLog implements Log {
  readonly #link: NatsLink;
  readonly #options: NatsLogOptions;

  constructor(link: NatsLink, options: NatsLogOptions) {
    this.#link = link;
    this.#options = options;
  }

  async append(subject: string, bytes: Uint8Array, { after, id }: AppendOptions = {}): Promise<number> {
    const expect = {
      ...(after === undefined ? {} : { expect: { lastSubjectSequence: after } }),
      ...(id === undefined ? {} : { msgID: id }),
    };
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
    let next = Math.max(1, from);
    const start = () =>
      ({ filter_subjects: this.#full(subject), deliver_policy: 'by_start_sequence', opt_start_seq: next }) as const;
    for await (const { seq, data, info } of followed(this.#link, this.#options.stream, start, signal)) {
      if (seq < next) continue;
      next = seq + 1;
      yield { sequence: seq, bytes: plain(data), timeMs: Math.floor(info.timestampNanos / 1e6) };
    }
  }

  async release(subject: string, before: number): Promise<void> {
    const last = (await this.last(subject))?.sequence ?? 0;
    const seq = Math.min(before, last);
    if (seq > 1) await this.#link.manager.streams.purge(this.#options.stream, { filter: this.#full(subject), seq });
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
