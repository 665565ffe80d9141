// A source, and how much of it there was. The stream's own counts tell what became of the samples; this tells what
// came.
import type { FormatReport } from '../format-report.js';
import type { Intake, Source, SourceFormat } from '../source/source.js';

export class CountedSource implements Source {
  readonly name: string;
  readonly live: boolean;
  readonly #source: Source;
  #samples = 0;
  #sampleRate = 0;
  #report: FormatReport | undefined;

  constructor(source: Source) {
    this.name = source.name;
    this.live = source.live;
    this.#source = source;
  }

  /** Length of what came so far, ms, lost samples included. */
  get audioMs(): number {
    return this.#sampleRate === 0 ? 0 : (this.#samples / this.#sampleRate) * 1000;
  }

  /** What was recognised; none before it is open, and of a source in which there is nothing to recognise. */
  get report(): FormatReport | undefined {
    return this.#report;
  }

  async open(signal: AbortSignal): Promise<SourceFormat> {
    const format = await this.#source.open(signal);
    this.#sampleRate = format.sampleRate;
    this.#report = format.report;
    return format;
  }

  feed(intake: Intake, signal: AbortSignal): Promise<void> {
    const counting: Intake = {
      push: (samples, from, to) => {
        const taken = intake.push(samples, from, to);
        this.#samples += taken;
        return taken;
      },
      lose: (samples, skipped) => {
        this.#samples += samples;
        intake.lose(samples, skipped);
      },
      ready: () => intake.ready(),
      lend: () => intake.lend(),
      report: (event) => intake.report(event),
    };
    return this.#source.feed(counting, signal);
  }
}
