// `npm run bench -- nab FOLDER`: the Numenta Anomaly Benchmark. Each file runs online from scratch, with the same
// settings for all.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { printJson, printText } from '#src/cli/report/output.js';
import { progressBar } from '#src/cli/report/progress-bar.js';
import { SluiceError } from '#src/errors.js';
import { SeriesMonitor } from '#src/forecast/monitor.js';
import { DEFAULT_MONITOR } from '#src/model/monitor-options.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { type LabelledSeries, readLabelled } from './labelled-series.js';
import { normalized, PROFILES, type ProfileScore, probation, scoreCorpus, scoreLeftOut } from './score.js';
import { windowedGaussian } from './windowed-gaussian.js';

interface Options {
  readonly detector: 'sluice' | 'windowed-gaussian';
  readonly out?: string;
  readonly json: boolean;
}

export function nabCommand(): Command {
  return new Command('nab')
    .description('score anomaly detection on the Numenta Anomaly Benchmark')
    .argument('<folder>', 'series by group as CSV, and windows.json')
    .option('--detector <name>', "'sluice', or 'windowed-gaussian', the benchmark's simple one", 'sluice')
    .option('--out <folder>', "write the benchmark's result files, for its own scorer")
    .option('--json', 'one JSON object a line', false)
    .action(run);
}

async function run(folder: string, { detector, out, json }: Options): Promise<void> {
  const series = read(folder);
  const module = await readKernel();
  const progress = progressBar(process.stderr);
  const files = series.map((one, i) => {
    progress.show(`${i}/${series.length} series`, i / series.length);
    const scores = detector === 'windowed-gaussian' ? windowedGaussian(one.values) : watch(one, module);
    return { name: one.name, windows: one.windows, scores };
  });
  progress.clear();
  if (out !== undefined)
    await writeResults(
      out,
      detector,
      series,
      files.map(({ scores }) => scores),
    );
  for (const profile of PROFILES) {
    const result = scoreCorpus(files, profile);
    for (const group of ['all', ...new Set(series.map((one) => one.group))]) {
      const score = groupScore(result, group, PROFILES.find(({ name }) => name === result.profile) ?? profile);
      if (json) printJson({ kind: 'nab', profile: result.profile, group, score });
      else if (group === 'all') printText(`${result.profile}: ${score.toFixed(1)}`);
      else printText(`  ${group.padEnd(24)} ${score.toFixed(1)}`);
    }
    const leftOut = scoreLeftOut(files, profile).score;
    if (json) printJson({ kind: 'nab-left-out', profile: result.profile, score: leftOut });
    else
      printText(`  each group left out in turn: ${leftOut.toFixed(1)} (at the threshold that is best for the others)`);
    if (!json && profile === PROFILES[0]) printFiles(result);
  }
}

function read(folder: string): LabelledSeries[] {
  try {
    return readLabelled(folder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SluiceError('DATA_UNUSABLE', `Cannot read the benchmark from ${folder}: ${reason}`, { cause });
  }
}

/**
 * Scores from 0 to 1; alarms begin at 0.5. Only the onset of an anomaly is scored, so one that goes on is reported
 * once.
 */
function watch({ times, values }: LabelledSeries, module: WebAssembly.Module): Float64Array {
  const monitor = new SeriesMonitor(Kernel.create(module), 1, { learnRows: probation(values.length) });
  return values.map((value, i) => {
    const { onset } = monitor.step(times[i] as number, [value]);
    return onset / (onset + DEFAULT_MONITOR.threshold);
  });
}

/** The score of a group, normalised as the benchmark does. A group without windows has no scale: its raw score. */
function groupScore({ files }: ProfileScore, group: string, profile: (typeof PROFILES)[number]): number {
  const mine = files.filter(({ name }) => group === 'all' || name.startsWith(`${group}/`));
  const raw = mine.reduce((sum, { score }) => sum + score, 0);
  const windows = mine.reduce((sum, file) => sum + file.windows, 0);
  return windows === 0 ? raw : normalized(raw, windows, profile);
}

function printFiles({ files }: ProfileScore): void {
  const width = Math.max(...files.map(({ name }) => name.length));
  for (const { name, score, detectedWindows, windows, falsePositives } of files) {
    printText(
      `    ${name.padEnd(width)}  ${score.toFixed(2).padStart(6)}  ${detectedWindows} of ${windows} found, ${falsePositives} rows beside`,
    );
  }
}

/** `results/DETECTOR/GROUP/DETECTOR_FILE.csv`, as the benchmark lays them out. */
async function writeResults(
  out: string,
  detector: string,
  series: readonly LabelledSeries[],
  scores: readonly ArrayLike<number>[],
): Promise<void> {
  for (const [i, { name, group, timestamps, values, windows }] of series.entries()) {
    const folder = join(out, detector, group);
    await mkdir(folder, { recursive: true });
    const rows = timestamps.map((timestamp, row) => {
      const label = windows.some(([from, to]) => row >= from && row <= to) ? 1 : 0;
      return `${timestamp},${values[row]},${(scores[i] as ArrayLike<number>)[row]},${label}`;
    });
    const text = ['timestamp,value,anomaly_score,label', ...rows, ''].join('\n');
    await writeFile(join(folder, `${detector}_${basename(name)}`), text);
  }
}
