// What was said of a partition's streams before its owner took over, so that nothing is said twice: results are a
// function of the rows, so what comes again while the rows are replayed is the same.
import { crc32 } from '../../../model/crc32.js';
import { after } from '../../../protocol/counting.js';
import { DETECTION } from '../../../protocol/server-frames.js';
import type { Log } from '../storage/contract.js';
import { numberOf, type Output, readOutputs } from '../wire/outputs.js';

/** How far a stream has got: the index of its last prediction, and the number of its last detection; -1, 0: none. */
export interface Reached {
  readonly prediction: number;
  readonly detection: number;
}

/** Of a subject, from a sequence on up to before another. */
interface Messages {
  readonly subject: string;
  readonly from: number;
  readonly to: number;
}

export const NOTHING: Reached = { prediction: -1, detection: 0 };

export class Published {
  readonly #reached = new Map<string, Reached>();
  readonly #answers = new Map<number, { readonly refused: boolean; readonly reached: Reached }>();
  readonly #closed = new Set<string>();

  /** What earlier owners have said from a message of the log on, up to the one that begins the new owner's term. */
  async read(log: Log, { subject, from, to }: Messages, signal: AbortSignal): Promise<void> {
    for await (const { sequence, bytes } of log.read(subject, from, signal)) {
      if (sequence >= to) return;
      for (const output of readOutputs(bytes)) this.saw(output);
    }
  }

  /** In the order of the log. */
  saw(output: Output): void {
    switch (output.kind) {
      case 'result': {
        if (!output.again) this.#passed(keyOf(output.stream, output.life), output.frame);
        return;
      }
      case 'opened': {
        const { session, token } = output.answer;
        this.#answers.set(session, { refused: false, reached: this.reached(output.stream, lifeOf(token)) });
        return;
      }
      case 'refused':
        this.#answers.set(output.session, { refused: true, reached: NOTHING });
        return;
      case 'closed':
        this.#closed.add(keyOf(output.stream, output.session));
        return;
      default:
        output satisfies never;
    }
  }

  /** How far a life of a stream had got. */
  reached(stream: string, life: number): Reached {
    return this.#reached.get(keyOf(stream, life)) ?? NOTHING;
  }

  has(stream: string, life: number, frame: Uint8Array): boolean {
    const { prediction, detection } = this.reached(stream, life);
    if (frame[0] === DETECTION) return after(numberOf(frame), detection) <= 0;
    return prediction >= 0 && after(numberOf(frame), prediction) <= 0;
  }

  /** The answer that was given to an opening; and how far the stream had got by then. */
  answerTo(session: number): { readonly refused: boolean; readonly reached: Reached } | undefined {
    return this.#answers.get(session);
  }

  saidClosed(stream: string, session: number): boolean {
    return this.#closed.has(keyOf(stream, session));
  }

  #passed(key: string, frame: Uint8Array): void {
    const before = this.#reached.get(key) ?? NOTHING;
    const number = numberOf(frame);
    const now = frame[0] === DETECTION ? { ...before, detection: number } : { ...before, prediction: number };
    this.#reached.set(key, now);
  }
}

/** Tells two streams of one name apart. */
export function lifeOf(token: string): number {
  return crc32(new TextEncoder().encode(token));
}

function keyOf(stream: string, number: number): string {
  return `${number} ${stream}`;
}
