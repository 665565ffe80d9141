// `npm run bench -- second-model`: what a second model on the same source costs, and how much of that is its front end,
// which the two could share if it were the same.
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { lastValueFrom } from 'rxjs';
import { commands } from '#src/bundled/commands.js';
import { table } from '#src/cli/report/format.js';
import { printJson, printText } from '#src/cli/report/output.js';
import { readModel } from '#src/model/file/model-file.js';
import type { Model } from '#src/model/model.js';
import { keywords, macsPerStep, openStream, replay, shared } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { createExtractor, loadExtractor } from '#src/pipeline/features/extractors.js';
import { Kernel, vectorBytes } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { Random } from '#src/random.js';

interface HopCost {
  readonly model: string;
  readonly macsPerSecond: number;
  /** Median of many short rounds, µs: the whole hop, and its front end. */
  readonly hopUs: number;
  readonly frontEndUs: number;
}

const ROUNDS = 2000;
const HOPS_A_ROUND = 10;
const SECONDS = 120;

export function secondModelCommand(): Command {
  return new Command('second-model')
    .description('what a second model on the same source costs')
    .option('--json', 'one JSON object a line', false)
    .action(run);
}

async function run({ json }: { readonly json: boolean }): Promise<void> {
  const module = await readKernel();
  const models = await Promise.all([keywords, commands].map(async (file) => readModel(await readFile(file))));
  const costs: HopCost[] = [];
  for (const model of models) {
    await loadExtractor(model.frontEnd);
    costs.push(measureHop(Kernel.create(module), model));
  }
  const [one, two] = [await processUs(models.slice(0, 1)), await processUs(models)];
  if (json) {
    for (const cost of costs) printJson({ kind: 'hop', ...cost });
    return printJson({ kind: 'process', oneUs: one, twoUs: two });
  }
  const rows = costs.map(({ model, macsPerSecond, hopUs, frontEndUs }) => [
    model,
    `${(macsPerSecond / 1e6).toFixed(2)} M`,
    `${hopUs.toFixed(1)} µs`,
    `${frontEndUs.toFixed(1)} µs`,
    `${((100 * frontEndUs) / hopUs).toFixed(0)} %`,
  ]);
  const head = ['model', 'multiply-adds/s', 'a hop', 'its front end', 'of the hop'];
  for (const line of table([head, ...rows])) printText(line);
  printText(
    '',
    `processor time of all threads, a hop: ${one.toFixed(0)} µs for one model, ${two.toFixed(0)} µs for both`,
  );
}

/** Hops and front ends take turns, so that other load on the machine affects both. */
function measureHop(kernel: Kernel, model: Model): HopCost {
  const { frontEnd, layers, name } = model;
  const { sampleRate, hopSamples } = frontEnd;
  const state = new SoundState(new Program(kernel, model), sampleRate);
  const extractor = createExtractor(kernel, frontEnd);
  const windowSamples = 'windowSamples' in frontEnd ? frontEnd.windowSamples : hopSamples;
  const soundAt = kernel.place(noise(windowSamples));
  const featuresAt = kernel.allocate(vectorBytes(256));
  const stateAt = kernel.allocate(Math.max(16, extractor.stateBytes));
  const sound = noise(sampleRate);
  const [hops, fronts]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    hops.push(
      microseconds((i) => {
        const needed = state.samplesNeeded;
        const at = (i * hopSamples) % (sound.length - needed);
        state.input.set(sound.subarray(at, at + needed));
        void state.step();
      }),
    );
    fronts.push(microseconds(() => extractor.extract(soundAt, featuresAt, stateAt)));
  }
  const macsPerSecond = (macsPerStep(layers) * sampleRate) / hopSamples;
  return { model: name, macsPerSecond, hopUs: median(hops), frontEndUs: median(fronts) };
}

/** Of the whole process for each hop of the source: the least of three runs. */
async function processUs(models: readonly Model[]): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const source = shared(replay(noise(SECONDS * 16_000), { sampleRate: 16_000 }));
    const streams = await Promise.all(models.map((model) => openStream({ source, model })));
    const before = process.cpuUsage();
    await Promise.all(streams.map(({ detections$ }) => lastValueFrom(detections$, { defaultValue: null })));
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / (SECONDS * 50));
  }
  return least;
}

function noise(length: number): Float32Array {
  const random = new Random(1, 7);
  return Float32Array.from({ length }, () => random.between(-0.05, 0.05));
}

function microseconds(action: (i: number) => void): number {
  const startedMs = performance.now();
  for (let i = 0; i < HOPS_A_ROUND; i++) action(i);
  return ((performance.now() - startedMs) * 1000) / HOPS_A_ROUND;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
