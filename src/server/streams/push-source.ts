// A source that others push into: this is how a served stream's samples reach its engine. It is not live: samples that
// the engine has no room for stay with whoever pushes, so none is skipped.
import type { Intake, Source, SourceFormat } from '../../source/source.js';

export class PushSource implements Source {
  readonly live = false;
  readonly name: string;
  readonly #format: SourceFormat;
  #intake: Intake | null = null;
  #end: () => void = () => undefined;
  #ended = false;

  constructor(name: string, format: SourceFormat) {
    this.name = name;
    this.#format = format;
  }

  /** Null before the stream is subscribed to, and after its end. */
  get intake(): Intake | null {
    return this.#intake;
  }

  async open(): Promise<SourceFormat> {
    return this.#format;
  }

  async feed(intake: Intake, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#ended) return;
    this.#intake = intake;
    await new Promise<void>((resolve) => {
      this.#end = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#intake = null;
  }

  /** No sample follows. */
  end(): void {
    this.#ended = true;
    this.#end();
  }
}
