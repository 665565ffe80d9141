// Main thread: one life of an engine thread, from its start until it fails or is stopped. Another may begin after it, on the same doorbells.
import type { EngineWorker, Platform } from '../platform.js';
import { COUNT_BYTES, CountWriter } from '../ring/count.js';
import { DOORBELL_BYTES, DoorbellRinger, DoorbellWaiter } from '../ring/doorbell.js';
import type { FromEngine, SharedWords, ToEngine } from './messages.js';

/** Who is told what comes from the thread. */
export interface LifeListener {
  message(message: FromEngine): void;
  /** It threw or ended by itself. Nothing comes after it. */
  failed(reason: Error): void;
}

/** The doorbells that all lives of an engine share: capture threads hold them. */
export interface Doorbells {
  /** Of the engine. */
  readonly engine: SharedArrayBuffer;
  readonly main: SharedArrayBuffer;
}

export function makeDoorbells(): Doorbells {
  return { engine: new SharedArrayBuffer(DOORBELL_BYTES), main: new SharedArrayBuffer(DOORBELL_BYTES) };
}

export class EngineLife {
  readonly #worker: EngineWorker;
  readonly #posted: CountWriter | null;
  readonly #answered: CountWriter | null;
  readonly #bell: DoorbellRinger | null;
  #over = false;

  /** `bells` null: transport `messages`. */
  constructor(platform: Platform, kernel: Uint8Array, bells: Doorbells | null, listener: LifeListener) {
    const shared = bells === null ? null : sharedWords(bells);
    this.#posted = shared === null ? null : new CountWriter(shared.posted);
    this.#answered = shared?.answered ? new CountWriter(shared.answered) : null;
    this.#bell = bells === null ? null : new DoorbellRinger(bells.engine);
    this.#worker = platform.startEngine();
    this.#worker.listen(
      (message) => {
        if (!this.#over) listener.message(message);
      },
      (reason) => {
        if (this.#over) return;
        this.#over = true;
        listener.failed(reason);
      },
    );
    this.#worker.post({ kind: 'start', kernel, shared });
  }

  /** A message first, then its count, then the bell: see SharedLoop. */
  post(message: ToEngine, transfer?: Transferable[]): void {
    if (this.#over) return;
    this.#worker.post(message, transfer);
    this.#posted?.add();
    this.#bell?.ring();
  }

  /** A tick is dealt with, another may come. */
  answer(): void {
    this.#answered?.add();
  }

  /** Ends the thread at once; a failed one too, for one that threw may still be there. */
  stop(): Promise<void> {
    this.#over = true;
    return this.#worker.stop();
  }
}

function sharedWords({ engine, main }: Doorbells): SharedWords {
  return {
    engineBell: engine,
    posted: new SharedArrayBuffer(COUNT_BYTES),
    mainBell: main,
    answered: DoorbellWaiter.canWaitAsync ? null : new SharedArrayBuffer(COUNT_BYTES),
  };
}
