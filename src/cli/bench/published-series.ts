// Runs the monitor over the files of a published benchmark, one after the other.

import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { SluiceError } from '../../errors.js';
import type { SeriesProgram } from '../../forecast/program.js';
import type { LabelledSeries } from '../../harness/series/labelled-series.js';
import { measureLabelled } from '../../harness/series/measure-labelled.js';
import type { LabelledMeasure } from '../../harness/series/summarize.js';
import { filesBelow } from '../../node/published-series/file-lines.js';
import type { PublishedLayout } from '../../node/published-series/layouts.js';
import type { ProgressBar } from '../report/progress-bar.js';

export interface PublishedRun {
  readonly layout: PublishedLayout;
  readonly folder: string;
  readonly stepMs: number;
  readonly learnRows: number;
  readonly holdRows: number;
  readonly programFor: (channels: number, learnFor: number) => SeriesProgram;
  readonly signal: AbortSignal;
  readonly bar: ProgressBar;
}

/** Fewer rows a model cannot learn from, more it does not wait for. */
const LEARN_BOUNDS = [20, 1_000_000] as const;

/** After Ctrl-C, of the files that were done. Throws SluiceError DATA_UNUSABLE for a file that does not fit. */
export async function measurePublished(run: PublishedRun): Promise<LabelledMeasure[]> {
  const { layout, folder, stepMs, learnRows, holdRows, programFor, signal, bar } = run;
  const all = await filesBelow(join(folder, layout.within ?? ''), layout.ending);
  const files = all.filter((file) => layout.leavesOut?.test(file) !== true);
  for (const file of all) if (!files.includes(file)) bar.note(`left out: ${file}, which repeats other files`);
  const measures: LabelledMeasure[] = [];
  for (const [i, file] of files.entries()) {
    const series = await layout.read(folder, file, { stepMs, learnRows });
    checkRows(series, join(folder, layout.within ?? '', file));
    const channels = series.channels.length;
    const learnFor = Math.min(LEARN_BOUNDS[1], Math.max(LEARN_BOUNDS[0], series.judgedFrom));
    try {
      const judged = await measureLabelled(programFor(channels, learnFor), series, {
        holdRows,
        onRows: (share) => progress((i + share) / files.length),
      });
      measures.push({ series: file, channels, judged });
      await progress((i + 1) / files.length);
    } catch (error) {
      if (signal.aborted) return measures;
      throw error;
    }
  }
  return measures;

  async function progress(share: number): Promise<void> {
    bar.show(`${layout.name}, ${measures.length}/${files.length} series`, share);
    await setImmediate(); // a Ctrl-C is seen
    signal.throwIfAborted();
  }
}

/** A check over nothing is a failure. */
function checkRows({ timesMs, judgedFrom }: LabelledSeries, path: string): void {
  if (timesMs.length > judgedFrom) return;
  const rows = `it has ${timesMs.length} rows, and ${judgedFrom} are for learning: see --learn-for`;
  throw new SluiceError('DATA_UNUSABLE', `Cannot use ${path}: ${rows}`);
}
