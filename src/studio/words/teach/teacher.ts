// The page's end of the worker that teaches: one request at a time, each answered by a promise.
import type { TakeRemark, TaughtSound, TeachProgress, TeachReport } from 'sluice/train';
import type { FromTeacher, ToTeacher } from './messages.js';

type Answer = Exclude<FromTeacher, { readonly kind: 'progress' }>;

export class Teacher {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  #last: Promise<unknown> = Promise.resolve();

  /** What is wrong with the recordings. */
  async check(takes: readonly TaughtSound[], sampleRate: number): Promise<readonly TakeRemark[]> {
    const answer = await this.#ask({ kind: 'check', takes, sampleRate });
    return answer.kind === 'checked' ? answer.remarks : [];
  }

  /** Learns a word. Rejects with a sentence where it cannot. */
  async teach(
    request: Omit<Extract<ToTeacher, { kind: 'teach' }>, 'kind'>,
    progress: (progress: TeachProgress) => void,
  ): Promise<{ readonly model: Uint8Array; readonly report: TeachReport }> {
    const answer = await this.#ask({ kind: 'teach', ...request }, progress);
    if (answer.kind !== 'taught') throw new Error('the worker answered something else');
    return answer;
  }

  /** The model without a word that it was taught. */
  async forget(model: Uint8Array, word: string): Promise<Uint8Array> {
    const answer = await this.#ask({ kind: 'forget', model, word });
    if (answer.kind !== 'forgotten') throw new Error('the worker answered something else');
    return answer.model;
  }

  #ask(message: ToTeacher, progress?: (progress: TeachProgress) => void): Promise<Answer> {
    const answered = this.#last.catch(() => undefined).then(() => this.#post(message, progress));
    this.#last = answered;
    return answered;
  }

  #post(message: ToTeacher, progress?: (progress: TeachProgress) => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<FromTeacher>) => {
        if (data.kind === 'progress') progress?.(data);
        else if (data.kind === 'failed') reject(new Error(data.message));
        else resolve(data);
      };
      this.#worker.onerror = (event) => reject(new Error(event.message || 'the worker that teaches cannot be loaded'));
      this.#worker.postMessage(message);
    });
  }
}
