// `sluice convert IN OUT`: makes a model file of an ONNX model, a PyTorch file or a safetensors file, and checks it
// against the original.
import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Converted, convert } from '../../convert/convert.js';
import { toOnnx } from '../../convert/to-onnx.js';
import { UnconfirmedError } from '../../convert/unconfirmed.js';
import { writeModel } from '../../model/file/model-file.js';
import { FRONT_ENDS } from '../../model/named-front-ends.js';
import { writeOnnx } from '../../model/onnx/write.js';
import { readKernel } from '../../node/kernel-file.js';
import { readModelFile } from '../../node/model-file.js';
import { wholeFrom } from '../arguments.js';
import { convertEffect, type EffectConvertOptions } from '../effects/convert-effect.js';
import { UsageError } from '../failure.js';
import { inspectModel } from '../inspection/inspect-model.js';
import { inspectReport } from '../inspection/inspect-report.js';
import { bytesOf } from '../report/format.js';
import { printJson, printText, warn } from '../report/output.js';
import { checkAgainst, checkInWords, checkOnly } from './check-front-end.js';
import { inputOf } from './convert-input.js';

interface Options extends EffectConvertOptions {
  readonly check?: string[];
}

const HELP = `
What a file does not say of itself comes from options or from a JSON beside it (model.onnx: model.json):
  { "labels": ["none", "yes", "no"],
    "frontEnd": { "preset": "torchaudio-log-mel", "windowSamples": 400, "hopSamples": 160, "bands": 40 },
    "detector": { "clipAnswer": "last" }, "provenance": { "licence": "Apache-2.0" } }

A state dict does not say what its network does between its layers and at its end. What is then assumed is listed, and must be confirmed: by what the
original gives (--example, or its ONNX export beside it), by what it does (--layers), or as it stands (--assume).

Front ends by name: ${Object.keys(FRONT_ENDS).join(', ')}.

Examples:
  $ sluice convert keywords.onnx keywords.safetensors
  $ sluice convert mine.safetensors step.onnx
  $ sluice convert proteus.json amp.safetensors --knobs gain --model-rate 44100
  $ sluice convert amp.nam amp.safetensors
  $ sluice convert amp.safetensors rtneural.json
  $ sluice convert gru.pt mine.safetensors --labels none,door,glass --front-end librosa-mfcc --example x.npy y.npy
  $ sluice convert gru.pt mine.safetensors --labels none,door,glass --front-end librosa-mfcc --layers gru,fc1,relu,fc2,softmax
  $ sluice convert mine.safetensors --check sound.wav features.npy`;

export function convertCommand(): Command {
  return new Command('convert')
    .description(
      'make a model file of an ONNX model, a PyTorch file or a safetensors file, or of an effect of RTNeural, AIDA-X, GuitarML or NAM, checked against the original',
    )
    .argument('[in]', 'an .onnx, .pt, .pth or .safetensors file, or an effect (.json, .nam)')
    .argument(
      '[out]',
      'the model file to write; or, with a model file of ours as [in], an .onnx file, of an effect a .json for RTNeural',
    )
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
    .option('--output <name>', 'which output of an ONNX model holds the scores (default: told from the model)')
    .option(
      '--states <in=out,...>',
      'which inputs of an ONNX model come back from which outputs (default: told from it)',
      parsePairs,
    )
    .option('--weights <path>', 'which weights of a PyTorch file that holds several')
    .option('--layers <names>', "what a state dict's network does: modules and functions in order", (text) =>
      text.split(','),
    )
    .option('--softmax', 'the scores end with a softmax')
    .option('--sigmoid', 'the scores end with a sigmoid')
    .option('--raw', 'the scores are meant as the last layer gives them')
    .option('--example <files...>', "a state dict's inputs and outputs: x.npy y.npy, or one JSON with x and y")
    .option('--onnx <file>', 'the ONNX export of the same network, or none (default: the one beside a state dict)')
    .option('--assume', 'accept what is assumed where the file does not say it')
    .option(
      '--check <files...>',
      "compare the front end with the original's: sound.wav features.npy (or the outputs on that sound)",
    )
    .option('--effect', 'the network is an effect, sound in and sound out; JSON files are')
    .option('--knobs <names>', 'of an effect: its inputs beside the sound', (text) => text.split(','))
    .option('--model-rate <hz>', 'of an effect: the rate that it was trained at', wholeFrom(1000, 768_000))
    .option('--name <name>', "the model's name (default: the file's)")
    .option('--licence <name>', 'licence of the weights')
    .addOption(new Option('--precision <name>', 'of the weights in the file').choices(['F32', 'F16']).default('F32'))
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(run);
}

async function run(from: string | undefined, to: string | undefined, options: Options): Promise<void> {
  if (options.check && to === undefined) return checkOnly(from, options.check, options);
  if (from === undefined || to === undefined)
    throw new UsageError(`missing required argument '${from === undefined ? 'in' : 'out'}'`);
  if (to.endsWith('.onnx')) return writeStepModel(from, to, options);
  if (await convertEffect(from, to, options)) return;
  const bytes = new Uint8Array(await readFile(from));
  const { description, beside } = await inputOf(from, options);
  const module = await readKernel();
  const converted = await convert(module, bytes, description, beside).catch((error: unknown) => {
    // who reads JSON is told what must be confirmed as a list
    if (error instanceof UnconfirmedError && options.json) printUnconfirmed(from, error);
    throw error;
  });
  const checked = options.check ? await checkAgainst(converted.model, options.check) : null;
  const file = writeModel(converted.model, options.precision);
  await writeFile(to, file);
  const { conversion } = converted;
  const inspection = { ...(await inspectModel(module, converted.model, file.length)), conversion };
  for (const clause of converted.report.warnings) warn(`${from}: ${clause}`);
  if (options.json) {
    const { against, frames, largestDifference, differences, because, report } = converted;
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
      report,
      ...(checked ? { check: checked } : {}),
      model: inspection,
    });
  }
  for (const line of inspectReport(inspection)) printText(line);
  printText(comparison(converted));
  if (checked) for (const line of checkInWords(checked)) printText(line);
  if (converted.because !== null) printText(`It runs on onnxruntime-web, the second engine: ${converted.because}.`);
}

function printUnconfirmed(from: string, { report }: UnconfirmedError): void {
  const { kind: of, ...rest } = report;
  printJson({ kind: 'format', input: from, of, ...rest });
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
  const of = against === 'the example' ? '' : ' of seeded noise';
  const all = `Largest difference of a score from ${against}, ${over}${of}: ${largestDifference.toExponential(1)}`;
  const each = model.labels.map((label, i) => `${label} ${differences[i]?.toExponential(1)}`);
  return each.length > 50 ? all : `${all} (${each.join(', ')})`;
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

function parsePairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [from, to] = pair.split('=') as [string, string | undefined];
      if (!from || !to) throw new InvalidArgumentError('Expected input=output,...');
      return [from, to];
    }),
  );
}
