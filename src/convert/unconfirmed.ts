// A network that could only be guessed is not converted before somebody says so.
import { SluiceError } from '../errors.js';
import type { FormatReport } from '../format-report.js';

/** Its report lists what was assumed, for whoever can confirm it. */
export class UnconfirmedError extends SluiceError {
  readonly report: FormatReport;

  /** `how`: what confirms it. */
  constructor(report: FormatReport, how: string) {
    const listed = report.assumed.map((assumption, i) => `(${i + 1}) ${assumption}`).join('; ');
    super(
      'MODEL_UNREADABLE',
      `Cannot convert the model: the file does not say all that it does, and this is assumed: ${listed}: ${how}`,
    );
    this.name = 'UnconfirmedError';
    this.report = report;
  }
}
