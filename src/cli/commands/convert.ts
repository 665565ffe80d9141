// `sluice convert IN OUT`: makes a model file of an ONNX model, a PyTorch state dict or a safetensors file, and checks
// it against the original.
import { access, readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Converted, convert } from '../../convert/convert.js';
import { type Description, frontEndOf, readDescription } from '../../convert/description.js';
import { toOnnx } from '../../convert/to-onnx.js';
import { writeModel } from '../../model/file/model-file.js';
import type { Precision } from '../../model/file/safetensors.js';
import { FRONT_ENDS } from '../../model/named-front-ends.js';
import { writeOnnx } from '../../model/onnx/write.js';
import { readKernel } from '../../node/kernel-file.js';
import { readModelFile } from '../../node/model-file.js';
import { bytesOf } from '../report/format.js';
import { inspectReport } from '../report/inspect-report.js';
import { printJson, printText } from '../report/output.js';
import { inspectModel } from './inspect.js';

interface Options {
  readonly labels?: string[];
  readonly frontEnd?: string;
  readonly description?: string;
  readonly fixed?: Record<string, number>;
  readonly engine?: 'kernel' | 'onnxruntime-web';
  readonly name?: string;
  readonly licence?: string;
  readonly precision: Precision;
  readonly json: boolean;
}

const HELP = `
What a file does not say of itself comes from options or from a JSON beside it (model.onnx: model.json):
  { "labels": ["none", "yes", "no"],
    "frontEnd": { "preset": "torchaudio-log-mel", "windowSamples": 400, "hopSamples": 160, "bands": 40 },
    "detector": { "clipAnswer": "last" }, "provenance": { "licence": "Apache-2.0" } }

Front ends by name: ${Object.keys(FRONT_ENDS).join(', ')}.

Examples:
  $ sluice convert keywords.onnx keywords.safetensors
  $ sluice convert mine.safetensors step.onnx
  $ sluice convert gru.pt mine.safetensors --labels none,door,glass --front-end librosa-mfcc`;

export function convertCommand(): Command {
  return new Command('convert')
    .description(
      'make a model file of an ONNX model, a PyTorch state dict or a safetensors file, checked against the original',
    )
    .argument('<in>', 'an .onnx, .pt, .pth or .safetensors file')
    .argument('<out>', 'the model file to write; or, with a model file of ours as <in>, an .onnx file')
    .option('--labels <names>', 'the scores in their order, the background first', (text) => text.split(','))
    .option('--front-end <name>', 'what makes features of sound, by name')
    .option('--description <file>', 'JSON with what the file does not say (default: the one beside it)')
    .option('--fixed <name=n,...>', 'inputs of an ONNX model that never change', parseFixed)
    .addOption(
      new Option('--engine <name>', 'what runs an ONNX model (default: kernel, where it can)').choices([
        'kernel',
        'onnxruntime-web',
      ]),
    )
    .option('--name <name>', "the model's name (default: the file's)")
    .option('--licence <name>', 'licence of the weights')
    .addOption(new Option('--precision <name>', 'of the weights in the file').choices(['F32', 'F16']).default('F32'))
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(run);
}

async function run(from: string, to: string, options: Options): Promise<void> {
  if (to.endsWith('.onnx')) return writeStepModel(from, to, options);
  const bytes = new Uint8Array(await readFile(from));
  const description = await describe(from, options);
  const module = await readKernel();
  const converted = await convert(module, bytes, description);
  const file = writeModel(converted.model, options.precision);
  await writeFile(to, file);
  const inspection = await inspectModel(module, converted.model, file.length);
  if (options.json) {
    const { against, frames, largestDifference, differences, because } = converted;
    const { labels } = converted.model;
    const engine = because === null ? 'kernel' : 'onnxruntime-web';
    return printJson({
      kind: 'converted',
      out: to,
      engine,
      because,
      against,
      frames,
      largestDifference,
      differences: Object.fromEntries(labels.map((label, i) => [label, differences[i]])),
      model: inspection,
    });
  }
  for (const line of inspectReport(inspection)) printText(line);
  printText(comparison(converted));
  if (converted.because !== null) printText(`It runs on onnxruntime-web, the second engine: ${converted.because}.`);
}

/** The other way: one of our models as an ONNX model of one step, without its front end. */
async function writeStepModel(from: string, to: string, { json }: Options): Promise<void> {
  const { model } = await readModelFile(from);
  const file = model.onnx ? model.onnx.bytes : writeOnnx(toOnnx(model.layers, model.tensors));
  await writeFile(to, file);
  if (json) printJson({ kind: 'exported', out: to, bytes: file.length });
  else
    printText(
      `${to}: one step as ONNX, ${bytesOf(file.length)}; states go in and come out by name. The front end is not in it.`,
    );
}

/** The largest of all, and of each output as far as they are few enough to be read. */
function comparison({ against, frames, largestDifference, differences, model }: Converted): string {
  const over = frames === 1 ? 'after the last frame' : `over ${frames} frames`;
  const all = `Largest difference of a score from ${against}, ${over} of seeded noise: ${largestDifference.toExponential(1)}`;
  const each = model.labels.map((label, i) => `${label} ${differences[i]?.toExponential(1)}`);
  return each.length > 50 ? all : `${all} (${each.join(', ')})`;
}

/** Options go before the JSON. */
async function describe(from: string, options: Options): Promise<Description> {
  const beside = options.description ?? (await besideOf(from));
  const told = beside === null ? {} : readDescription(await readFile(beside, 'utf8'), beside);
  const { labels, frontEnd, fixed, licence, name, engine } = options;
  return {
    ...told,
    name: name ?? told.name ?? basename(from, extname(from)),
    ...(labels ? { labels } : {}),
    ...(engine ? { engine } : {}),
    ...(frontEnd ? { frontEnd: frontEndOf(frontEnd, '--front-end') } : {}),
    ...(fixed ? { fixed: { ...told.fixed, ...fixed } } : {}),
    provenance: {
      description: `Converted from ${basename(from)}`,
      ...told.provenance,
      ...(licence ? { licence } : {}),
    },
  };
}

async function besideOf(from: string): Promise<string | null> {
  const path = `${from.slice(0, from.length - extname(from).length)}.json`;
  try {
    await access(path);
    return path;
  } catch {
    return null;
  }
}

function parseFixed(text: string): Record<string, number> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [name, value] = pair.split('=') as [string, string | undefined];
      if (!name || value === undefined || value === '' || Number.isNaN(Number(value)))
        throw new InvalidArgumentError(`Expected name=number,...`);
      return [name, Number(value)];
    }),
  );
}
