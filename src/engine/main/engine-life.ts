// Main thread: one life of an engine thread, from its start until it fails or is stopped. Another life may follow, on
// the same doorbells.
import { COUNT_BYTES, CountWriter } from '../../ring/count.js';
import { DOORBELL_BYTES, DoorbellWaiter } from '../../ring/doorbell.js';
import type { FromEngine, SharedWords, ToEngine } from '../messages.js';
import type { EnginePlatform, EngineWorker } from './engine-platform.js';
import { KnownModels } from './known-models.js';
import { Posting } from './posting.js';

/** Who gets what comes from the thread. */
export interface LifeListener {
  message(message: FromEngine): void;
  /** The thread threw an error or ended by itself. Nothing follows. */
  failed(reason: Error): void;
}

/** The doorbells that all lives of an engine share. Capture threads hold them. */
export interface Doorbells {
  /** The engine's. */
  readonly engine: SharedArrayBuffer;
  readonly main: SharedArrayBuffer;
}

export function makeDoorbells(): Doorbells {
  return { engine: new SharedArrayBuffer(DOORBELL_BYTES), main: new SharedArrayBuffer(DOORBELL_BYTES) };
}

export class EngineLife {
  readonly #worker: EngineWorker;
  readonly #posting: Posting | null;
  readonly #answered: CountWriter | null;
  readonly #models = new KnownModels();
  #over = false;

  /** `bells` null: transport `messages`. */
  constructor(platform: EnginePlatform, kernel: Uint8Array, bells: Doorbells | null, listener: LifeListener) {
    const shared = bells === null ? null : sharedWords(bells);
    this.#posting = shared === null ? null : new Posting(shared.posted, shared.engineBell);
    this.#answered = shared?.answered ? new CountWriter(shared.answered) : null;
    this.#worker = platform.startEngine();
    this.#worker.listen(
      (message) => {
        if (this.#over) return;
        listener.message(message);
      },
      (reason) => {
        if (this.#over) return;
        this.#over = true;
        listener.failed(reason);
      },
    );
    this.#worker.post({ kind: 'start', kernel, shared });
  }

  post(asked: ToEngine, transfer?: Transferable[]): void {
    if (this.#over) return;
    const message = asked.kind === 'open' ? this.#models.posted(asked) : asked;
    if (this.#posting === null) this.#worker.post(message, transfer);
    else this.#posting.deliver(() => this.#worker.post(message, transfer));
    if (message.kind === 'open') this.#models.sent(message);
  }

  /** A tick was handled; another may come. */
  answer(): void {
    this.#answered?.add();
  }

  /** Ends the thread at once. Call it for a thread that failed, too: one that threw may still be there. */
  stop(): Promise<void> {
    this.#over = true;
    // Counted, and never sent: the thread stops sleeping and waits in its event loop. Deno ends no thread that sleeps.
    this.#posting?.deliver(() => undefined);
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
