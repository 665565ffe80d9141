// An engine thread that must say that it has started: a worker that says nothing within its time, or that is of another
// version of this package, has failed.
import type { EngineWorker } from './engine/main/engine-platform.js';
import type { FromEngine, ToEngine } from './engine/messages.js';
import { SluiceError } from './errors.js';
import { VERSION } from './version.js';

/** What a platform knows of a worker. */
export interface StartedWorker extends EngineWorker {
  /** For messages: `its worker https://…/engine-worker.js`. */
  readonly name: string;
  /** Why it says nothing, as far as can be found out: a clause; empty where nothing is wrong with its file. */
  whySilent(timeoutMs: number): Promise<string>;
}

/** `worker` with an end of the wait for its first message. */
export function answering(worker: StartedWorker, timeoutMs: number): EngineWorker {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const end = () => {
    over = true;
    clearTimeout(timer);
  };
  return {
    post: (message: ToEngine, transfer?: Transferable[]) => worker.post(message, transfer),
    listen(handle, failed) {
      const fail = (reason: Error) => {
        end();
        failed(reason);
      };
      const late = async () => {
        const why = await worker.whySilent(timeoutMs);
        if (!over) fail(unstarted(worker.name, why || `it has said nothing for ${timeoutMs / 1000} s`));
      };
      timer = setTimeout(() => void late(), timeoutMs);
      worker.listen((message: FromEngine) => {
        end();
        if (message.kind !== 'started' || message.version === VERSION) return handle(message);
        const { version = 'an unknown version' } = message;
        failed(unstarted(worker.name, `it is of sluice ${version}, and this code of sluice ${VERSION}`));
      }, fail);
    },
    stop() {
      end();
      return worker.stop();
    },
  };
}

const MEND = "give the address of this version's engine-worker.js as 'workerUrl'";

/** The error for a worker that does not run. `why`: a clause. */
export function unstarted(name: string, why: string, cause?: unknown): SluiceError {
  return new SluiceError('ENGINE_FAILED', `Cannot start the engine: ${name} does not run: ${why}: ${MEND}`, { cause });
}
