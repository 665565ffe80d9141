// Where `sluice run` sends its alarms, beside printing them.
import { type NotedDetection, noteOf } from '../../server/outlets/alarm-note.js';
import type { AlarmSettings } from '../../server/outlets/alarm-settings.js';
import { Outlets } from '../../server/outlets/outlets.js';
import { checkAlarmSettings } from '../../server/outlets/settings.js';
import { note, warn } from '../report/output.js';

/** At the end of a run, alarms that wait are delivered within this time. */
const FAREWELL_MS = 30_000;
/** After Ctrl-C. */
const HURRY_MS = 2000;

export class RunOutlets implements AsyncDisposable {
  readonly #outlets: Outlets | null;
  readonly #signal: AbortSignal;

  static async open(settings: AlarmSettings | undefined, signal: AbortSignal): Promise<RunOutlets> {
    if (settings === undefined) return new RunOutlets(null, signal);
    const told = (facts: Record<string, unknown>, sentence: string) => {
      const of = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
      return `${sentence} (${of.join(', ')})`;
    };
    const outlets = await Outlets.open({
      settings: checkAlarmSettings(settings),
      folder: null,
      warn: (facts, sentence) => warn(told(facts, sentence)),
      info: (facts, sentence) => note(told(facts, sentence)),
    });
    return new RunOutlets(outlets, signal);
  }

  private constructor(outlets: Outlets | null, signal: AbortSignal) {
    this.#outlets = outlets;
    this.#signal = signal;
  }

  /** `input`: its name takes the place of a stream's. */
  add(input: string, detection: NotedDetection): void {
    this.#outlets?.add(noteOf(input, '', detection));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const outlets = this.#outlets;
    if (outlets === null) return;
    await outlets.close(this.#signal.aborted ? HURRY_MS : FAREWELL_MS);
    for (const { name, waiting } of outlets.status()) {
      if (waiting > 0) warn(`${waiting} alarms were not delivered by the outlet '${name}'`);
    }
  }
}
