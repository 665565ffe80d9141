// A thread that must say that it has started: a worker that says nothing within its time, or that is of another version
// of this package, has failed.
import { SluiceError } from '../errors.js';
import { VERSION } from './version.js';

/** The main thread's end of a connection with a thread. */
export interface Thread<From, To> {
  post(message: To, transfer?: Transferable[]): void;
  listen(handle: (message: From) => void, failed: (reason: Error) => void): void;
  stop(): Promise<void>;
}

/** The same, and what its platform knows of it. */
export interface StartedThread<From, To> extends Thread<From, To> {
  /** For messages: `its worker https://…/engine-worker.js`. */
  readonly name: string;
  /** Why it says nothing, as far as can be found out: a clause; empty where nothing is wrong with its file. */
  whySilent(timeoutMs: number): Promise<string>;
}

/** `thread` with an end of the wait for its first message. */
export function answering<From extends { readonly kind: string; readonly version?: string }, To>(
  thread: StartedThread<From, To>,
  timeoutMs: number,
): Thread<From, To> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const end = () => {
    over = true;
    clearTimeout(timer);
  };
  return {
    post: (message, transfer) => thread.post(message, transfer),
    listen(handle, failed) {
      const fail = (reason: Error) => {
        const isStarted = over;
        end();
        failed(isStarted || reason instanceof SluiceError ? reason : unstarted(thread.name, reason.message, reason));
      };
      const late = async () => {
        const why = await thread.whySilent(timeoutMs);
        if (!over) fail(unstarted(thread.name, why || `it has said nothing for ${timeoutMs / 1000} s`));
      };
      timer = setTimeout(() => void late(), timeoutMs);
      thread.listen((message) => {
        end();
        if (message.kind !== 'started' || message.version === VERSION) return handle(message);
        const { version = 'an unknown version' } = message;
        failed(unstarted(thread.name, `it is of sluice ${version}, and this code of sluice ${VERSION}`));
      }, fail);
    },
    stop() {
      end();
      return thread.stop();
    },
  };
}

const MEND = "give the address of this version's engine-worker.js as 'workerUrl'";

/** The error for a worker that does not run. `why`: a clause. */
export function unstarted(name: string, why: string, cause?: unknown): SluiceError {
  return new SluiceError('ENGINE_FAILED', `Cannot start the engine: ${name} does not run: ${why}: ${MEND}`, { cause });
}
