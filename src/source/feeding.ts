// One run of a source that is open: started at most once, stopped for sure. Whatever happens, what the source opened is released.
import { SluiceError } from '../errors.js';
import type { Intake, Source } from './source.js';

/** An intake that can be told that no sample follows. */
interface EndableIntake extends Intake {
  end(): void;
}

export class Feeding {
  readonly #source: Source;
  readonly #life: AbortController;
  #running: Promise<void> | null = null;
  #failure: SluiceError | null = null;

  /** `life`: of the signal that the source was opened with. */
  constructor(source: Source, life: AbortController) {
    this.#source = source;
    this.#life = life;
  }

  /** What the source failed with, if it did: `SOURCE_FAILED`, or the SluiceError that it threw. */
  get failure(): SluiceError | null {
    return this.#failure;
  }

  /** Lets the source feed, and ends the intake after its last sample. A failed source ends it too: what came until then is good. */
  start(intake: EndableIntake): void {
    if (this.#running === null) this.#running = this.#feed(intake).then(() => intake.end());
  }

  /** Resolves when the source has released everything. One that was never started gets the chance with a signal that is aborted. */
  stop(): Promise<void> {
    this.#life.abort();
    this.#running ??= this.#feed(NOWHERE);
    return this.#running;
  }

  async #feed(intake: Intake): Promise<void> {
    try {
      await this.#source.feed(intake, this.#life.signal);
    } catch (error) {
      if (!this.#life.signal.aborted) this.#failure = asSluiceError(error, this.#source.name);
    }
  }
}

const NOWHERE: Intake = {
  push: (samples, from = 0, to = samples.length) => to - from,
  ready: () => Promise.resolve(),
  lose: () => undefined,
  lend: () => {
    throw new SluiceError('STREAM_CLOSED', 'Cannot lend the intake: the stream is closed');
  },
  report: () => undefined,
};

function asSluiceError(error: unknown, name: string): SluiceError {
  if (error instanceof SluiceError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new SluiceError('SOURCE_FAILED', `The source '${name}' failed: ${reason}`, { cause: error });
}
