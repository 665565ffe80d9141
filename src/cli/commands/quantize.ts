// `sluice quantize MODEL`: the same model with 8-bit weights. It reports what changes: bytes, time of a step, scores,
// and on labelled clips the accuracy.
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { quantizeModel } from '../../convert/quantize.js';
import { timeLayers } from '../../harness/layer-time.js';
import { writeModel } from '../../model/file/model-file.js';
import type { Model } from '../../model/model.js';
import { readAudio } from '../../node/audio-file.js';
import { readKernel } from '../../node/kernel-file.js';
import { readModelFile } from '../../node/model-file.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Program } from '../../pipeline/program.js';
import { scoreClip } from '../../training/evaluate.js';
import { labelOf } from '../accuracy.js';
import { tell } from '../failure.js';
import { expandInputs, type Input } from '../inputs.js';
import { interruptible } from '../interrupt.js';
import { bytesOf, percent, threeDigits } from '../report/format.js';
import { printJson, printText } from '../report/output.js';
import { progressBar } from '../report/progress-bar.js';

interface Options {
  readonly out: string;
  readonly data?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ sluice quantize mine.safetensors --out small.safetensors
  $ sluice quantize mine.safetensors --out small.safetensors --data clips/`;

export function quantizeCommand(): Command {
  return new Command('quantize')
    .description(
      'store the weights of a model in 8 bits: a quarter of the bytes, and steps that take about half the time',
    )
    .argument('<model>', 'model file or address')
    .requiredOption('--out <file>', 'where to write it')
    .option('--data <folder>', 'labelled clips, one folder a label: the accuracy before and after')
    .option('--json', 'one JSON object', false)
    .addHelpText('after', EXAMPLES)
    .action((from: string, options: Options) => interruptible((signal) => run(from, options, signal)));
}

async function run(from: string, { out, data, json }: Options, signal: AbortSignal): Promise<void> {
  const { model, bytes } = await readModelFile(from);
  const inputs = data === undefined ? [] : await expandInputs([data]);
  const module = await readKernel();
  const { model: small, difference } = quantizeModel(module, model);
  const file = writeModel(small);
  await writeFile(out, file);
  const [beforeUs, afterUs] = [model, small].map(({ layers, tensors }) => timeLayers(module, layers, tensors, 200));
  const accuracy = inputs.length > 0 ? await compareOn(inputs, [model, small], module, signal) : null;
  const result = {
    out,
    bytes: { before: bytes, after: file.length },
    stepUs: { before: beforeUs as number, after: afterUs as number },
    difference,
    accuracy,
  };
  if (json) return printJson({ kind: 'quantized', ...result });
  printText(`${out}: ${bytesOf(file.length)}, before ${bytesOf(bytes)}`);
  printText(
    `a step takes ${threeDigits(result.stepUs.after)} µs, before ${threeDigits(result.stepUs.before)} µs: ${threeDigits(result.stepUs.before / result.stepUs.after)} times as fast`,
  );
  printText(
    `scores differ by ${difference.mean.toFixed(4)} on average, by ${difference.largest.toFixed(4)} at most, over seeded noise`,
  );
  if (accuracy === null) return;
  const { clips, before, after, changed } = accuracy;
  printText(
    `${percent(after / clips)} of ${clips} clips right, before ${percent(before / clips)}; ${changed} are answered otherwise`,
  );
}

interface ClipComparison {
  readonly clips: number;
  /** Right answers. */
  readonly before: number;
  readonly after: number;
  readonly changed: number;
}

/** Clips that cannot be read are told of and left out. */
async function compareOn(
  inputs: readonly Input[],
  models: readonly Model[],
  module: WebAssembly.Module,
  signal: AbortSignal,
): Promise<ClipComparison> {
  const opened = models.map((model) => Program.open(Kernel.create(module), model));
  const programs = (await Promise.all(opened)) as [Program, Program];
  const progress = progressBar(process.stderr);
  const counts = { clips: 0, before: 0, after: 0, changed: 0 };
  for (const [done, { path }] of inputs.entries()) {
    signal.throwIfAborted();
    const truth = path === null ? -1 : labelOf(path, programs[0].model.labels);
    if (path === null || truth < 0) continue;
    try {
      const { samples, sampleRate } = await readAudio(path);
      const [before, after] = programs.map((program) => scoreClip(program, samples, sampleRate).answer);
      counts.clips++;
      if (before === truth) counts.before++;
      if (after === truth) counts.after++;
      if (before !== after) counts.changed++;
    } catch (error) {
      progress.clear();
      tell(error);
    }
    if (done % 20 === 0) progress.show(`${done}/${inputs.length} clips`, done / inputs.length);
  }
  progress.clear();
  return counts;
}
