// `npm run bench -- gaps`: what each policy of `onGap` does when blocks are lost. It counts the phrases that are found
// and the false ones, in one long stream of words, pauses and noise, and the alarms of a series that loses rows.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { bundledSpeech, compare, type Said } from '#src/cli/recording.js';
import { table } from '#src/cli/report/format.js';
import { printJson, printText } from '#src/cli/report/output.js';
import { progressBar } from '#src/cli/report/progress-bar.js';
import type { Model } from '#src/model/model.js';
import { ON_GAPS, type OnGap } from '#src/model/on-gap.js';
import { createEngine, type Detection, type Engine, openStream, readAudio } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { readModelFile } from '#src/node/model-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Random } from '#src/random.js';
import { withHoles } from './holes.js';
import { type GapRow, measureSeriesGaps } from './series-gaps.js';

interface Options {
  readonly speech?: string;
  readonly noise?: string;
  readonly minutes: number;
  readonly json: boolean;
}

/** What is lost: the share of the blocks, and their length. */
const LOSSES = [
  { share: 0, blockMs: 20 },
  { share: 0.01, blockMs: 20 },
  { share: 0.05, blockMs: 20 },
  { share: 0.2, blockMs: 20 },
  { share: 0.01, blockMs: 200 },
  { share: 0.05, blockMs: 200 },
  { share: 0.2, blockMs: 200 },
] as const;

export function gapsCommand(): Command {
  return new Command('gaps')
    .description("what the policies of 'onGap' make of lost blocks")
    .option('--speech <folder>', 'clips by label (default: the bundled recording)')
    .option('--noise <folder>', 'background noise')
    .option('--minutes <n>', 'length of the stream of words', Number, 20)
    .option('--json', 'one JSON object a line', false)
    .action(run);
}

async function run({ speech, noise, minutes, json }: Options): Promise<void> {
  const { model } = await readModelFile();
  const stream = speech === undefined ? await bundledSpeech() : await joined(model, { speech, noise, minutes });
  await using engine = await createEngine();
  const progress = progressBar(process.stderr);
  const rows: GapRow[] = [];
  for (const [i, loss] of LOSSES.entries()) {
    for (const onGap of ON_GAPS) {
      progress.show(`${loss.share * 100} % of ${loss.blockMs} ms, ${onGap}`, i / LOSSES.length);
      rows.push({ stream: 'keywords', ...loss, policy: onGap, ...(await hear(engine, model, stream, loss, onGap)) });
    }
  }
  rows.push(...measureSeriesGaps(Kernel.create(await readKernel())));
  progress.clear();
  if (json) for (const row of rows) printJson({ kind: 'gaps', ...row });
  else printRows(rows);
}

interface Speech {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly said: readonly Said[];
}

async function hear(
  engine: Engine,
  model: Model,
  { samples, sampleRate, said }: Speech,
  loss: (typeof LOSSES)[number],
  onGap: OnGap,
): Promise<Pick<GapRow, 'events' | 'hits' | 'falses'>> {
  const source = withHoles(samples, sampleRate, { ...loss, seed: 5 });
  await using stream = await openStream({ source, model, engine, onGap });
  const detections: Detection[] = [];
  await new Promise<void>((resolve, reject) => {
    stream.detections$.subscribe({ next: (one) => detections.push(one), error: reject, complete: resolve });
  });
  const { comparisons, mistaken } = compare(said, detections);
  const hits = comparisons.filter(({ heard }) => heard !== null).length;
  return { events: said.length, hits, falses: mistaken.length };
}

/** Clips of the model's phrases with pauses of 0.5 to 2 s, over background noise at an RMS of 0.01. */
async function joined(
  model: Model,
  { speech, noise, minutes }: { speech: string; noise: string | undefined; minutes: number },
): Promise<Speech> {
  const { sampleRate } = model.frontEnd;
  const random = new Random(11);
  const samples = new Float32Array(minutes * 60 * sampleRate);
  if (noise !== undefined) await mixNoise(samples, noise, random);
  const said: Said[] = [];
  const clips = await clipPaths(speech, model.labels.slice(1));
  for (let at = sampleRate; ; ) {
    const { label, path } = random.pick(clips);
    const clip = await readAudio(path);
    if (at + clip.samples.length + sampleRate > samples.length) break;
    const [from, to] = loudPart(clip.samples);
    for (let i = 0; i < clip.samples.length; i++)
      samples[at + i] = (samples[at + i] as number) + (clip.samples[i] as number);
    const ms = (sample: number) => ((at + sample) * 1000) / sampleRate;
    said.push({ label, startsAtMs: ms(from), endsAtMs: ms(to) });
    at += clip.samples.length + Math.round(random.between(0.5, 2) * sampleRate);
  }
  return { samples, sampleRate, said };
}

async function clipPaths(folder: string, labels: readonly string[]): Promise<{ label: string; path: string }[]> {
  const all = await Promise.all(
    labels.map(async (label) => {
      const files = await readdir(join(folder, label));
      return files.sort().map((file) => ({ label, path: join(folder, label, file) }));
    }),
  );
  return all.flat();
}

async function mixNoise(into: Float32Array, folder: string, random: Random): Promise<void> {
  const files = (await readdir(folder)).sort();
  for (let at = 0; at < into.length; ) {
    const { samples } = await readAudio(join(folder, random.pick(files)));
    const level = 0.01 / Math.max(1e-4, rootMeanSquare(samples));
    for (let i = 0; i < samples.length && at < into.length; i++, at++) into[at] = level * (samples[i] as number);
  }
}

/** From the first to the last sample above a fifth of the peak: where the phrase lies in its clip. */
function loudPart(samples: Float32Array): [number, number] {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const loud = (sample: number) => Math.abs(sample) > peak / 5;
  return [samples.findIndex(loud), samples.findLastIndex(loud) + 1];
}

function rootMeanSquare(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

function printRows(rows: readonly GapRow[]): void {
  const lines = rows.map(({ stream, share, blockMs, policy, events, hits, falses }) => [
    stream,
    share === 0 ? 'nothing lost' : `${share * 100} % in blocks of ${blockMs}${stream === 'keywords' ? ' ms' : ' rows'}`,
    policy,
    `${hits} of ${events}`,
    String(falses),
  ]);
  for (const line of table([['stream', 'lost', 'policy', 'found', 'made up'], ...lines])) printText(line);
}
