// A load as the source of one stream or of many. One capture thread writes into all streams, and starts when it has all
// of their ports.
import { Deferred } from '../../deferred.js';
import type { IntakePort } from '../../ring/capture-port.js';
import type { Source } from '../../source/source.js';
import type { Offered } from './generator.js';
import type { LoadPlan } from './plan.js';
import type { HarnessThread } from './threads.js';

export interface LoadOptions {
  readonly plan: LoadPlan;
  readonly hopSamples: number;
  readonly sampleRate: number;
  readonly streams: number;
}

export class Load {
  readonly #thread: HarnessThread;
  readonly #options: LoadOptions;
  readonly #ports: IntakePort[] = [];
  readonly #offered = new Deferred<Offered>();

  /** Takes the thread over; stop it when all streams have ended. */
  constructor(thread: HarnessThread, options: LoadOptions) {
    this.#thread = thread;
    this.#options = options;
    this.#offered.promise.catch(() => undefined); // told to whoever feeds or asks
    thread.listen(
      (message) => {
        if (message.kind === 'offered') this.#offered.resolve(message);
        if (message.kind === 'failed') this.#offered.reject(new Error(message.message));
      },
      (reason) => this.#offered.reject(reason),
    );
  }

  /** What was offered to all streams. Rejects where the thread failed. */
  get offered(): Promise<Offered> {
    return this.#offered.promise;
  }

  /** For one of the streams. */
  source(): Source {
    const { sampleRate } = this.#options;
    return {
      name: 'load',
      live: true,
      open: async (signal) => {
        signal.throwIfAborted();
        return { sampleRate };
      },
      feed: async (intake, signal) => {
        if (signal.aborted) return;
        this.#add(intake.lend());
        const aborted = new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        );
        await Promise.race([this.#offered.promise, aborted]);
      },
    };
  }

  #add(port: IntakePort): void {
    this.#ports.push(port);
    const { plan, hopSamples, streams } = this.#options;
    if (this.#ports.length < streams) return;
    const transfer = this.#ports.flatMap((each) => (each.kind === 'messages' ? [each.port, each.renewals] : []));
    this.#thread.post({ kind: 'load', plan, hopSamples, ports: this.#ports }, transfer);
  }
}
