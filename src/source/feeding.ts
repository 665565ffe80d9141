// One run of an open source: it starts at most once and always stops. Whatever the source opened is released, however
// the run ends.
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

  /** `life`: the controller of the signal that the source was opened with. */
  constructor(source: Source, life: AbortController) {
    this.#source = source;
    this.#life = life;
  }

  /** The error of a source that failed: `SOURCE_FAILED`, or the SluiceError that it threw. Null: it did not fail. */
  get failure(): SluiceError | null {
    return this.#failure;
  }

  /**
   * Starts the source and ends the intake after its last sample. A failed source ends it too: samples that came before
   * are valid.
   */
  start(intake: EndableIntake): void {
    if (this.#running === null) this.#running = this.#feed(intake).then(() => intake.end());
  }

  /**
   * Resolves when the source has released everything. A source that never started is called once with an aborted
   * signal, so that it can.
   */
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
