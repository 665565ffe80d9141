// `sluice process IN --model FILE --out OUT`: sound in, sound out.
import { Command, Option } from 'commander';
import { OfflineEffect } from '../../effects/offline.js';
import type { OtherRate, Oversampling } from '../../effects/rate.js';
import type { EffectModel } from '../../model/effect-model.js';
import { readEffectsKernel } from '../../node/effects/effects-kernel.js';
import { loadEffect } from '../../node/effects/load-effect.js';
import { type ProcessedSound, processSound } from '../../node/effects/process-sound.js';
import { rawWriter } from '../../node/effects/raw-writer.js';
import type { SampleWriter, WrittenFormat } from '../../node/effects/samples.js';
import { WavWriter } from '../../node/effects/wav-writer.js';
import { openFile } from '../../node/file-chunks.js';
import { nodeCodecs } from '../../node/packages/codecs.js';
import { RAW_FORMATS, type RawFormat } from '../../sound/containers/raw.js';
import { type OpenedSound, openSound } from '../../sound/open-sound.js';
import { wholeFrom } from '../arguments.js';
import { UsageError } from '../failure.js';
import { interruptible } from '../interrupt.js';
import { duration, grouped } from '../report/format.js';
import { note, printJson, rounded, warn } from '../report/output.js';
import { progressBar } from '../report/progress-bar.js';
import { collectKnob, type KnobValues } from './knob-arguments.js';

interface Options {
  readonly model: string;
  readonly out: string;
  readonly knob?: KnobValues;
  readonly oversample: string;
  readonly otherRate: OtherRate;
  readonly modelRate?: number;
  readonly bits: string;
  readonly format?: RawFormat;
  readonly rate?: number;
  readonly channels?: number;
  readonly assume?: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
The effect is a model file of ours, or a JSON of RTNeural, AIDA-X, GuitarML (Proteus) or NAM (.nam, LSTM).

Examples:
  $ sluice process guitar.wav --model amp.safetensors --out loud.wav --knob gain=0.7 --oversample 2
  $ sluice process guitar.flac --model amp.nam --out loud.wav
  $ arecord -q -t raw -f FLOAT_LE -r 48000 | sluice process - --model amp.safetensors --out - --format f32le | aplay -q -t raw -f FLOAT_LE -r 48000`;

export function processCommand(): Command {
  return new Command('process')
    .description('run sound through an effect: a recurrent network that steps once a sample, such as an amplifier')
    .argument('<in>', "a sound file of any length, or '-' for sound on standard input")
    .requiredOption('--model <file>', 'the effect: file or address')
    .requiredOption('--out <file>', "the WAV file to write, or '-' for raw PCM on standard output")
    .option('--knob <name=n>', 'where a knob stands; can be given again (default: as the model says)', collectKnob)
    .addOption(new Option('--oversample <n>', 'network steps for each sample').choices(['1', '2', '4']).default('1'))
    .addOption(
      new Option('--other-rate <what>', 'what is done where the sound has another rate than the model')
        .choices(['correct', 'refuse', 'ignore'])
        .default('correct'),
    )
    .option(
      '--model-rate <hz>',
      'the rate that the model was trained at, where its file does not say it',
      wholeFrom(1000, 768_000),
    )
    .addOption(
      new Option('--bits <n>', 'of the samples in the WAV file; 32 are floating-point')
        .choices(['16', '24', '32'])
        .default('32'),
    )
    .addOption(
      new Option(
        '--format <name>',
        'raw PCM of this kind: standard input, and standard output (default: s16le)',
      ).choices(RAW_FORMATS),
    )
    .option('--rate <hz>', "sample rate of raw PCM (default: the model's)", wholeFrom(1000, 768_000))
    .option('--channels <n>', 'interleaved channels of raw PCM (default: 1)', wholeFrom(1, 64))
    .option('--assume', 'take an effect that does not give the samples that its file brings')
    .option('--json', 'one JSON object on stdout', false)
    .addHelpText('after', EXAMPLES)
    .action((input: string, options: Options) => interruptible((signal) => run(input, options, signal)));
}

async function run(input: string, options: Options, signal: AbortSignal): Promise<void> {
  const { out, json } = options;
  if (json && out === '-')
    throw new UsageError("'--json' and '--out -' do not go together: both write to standard output");
  const module = await readEffectsKernel();
  const { modelRate, assume = false } = options;
  const read = await loadEffect(module, options.model, { assume, ...(modelRate ? { sampleRate: modelRate } : {}) });
  for (const clause of read.report.warnings) warn(`${options.model}: ${clause}`);
  const sound = await openInput(input, read.model, options);
  const name = input === '-' ? 'standard input' : input;
  for (const clause of [...sound.layout.assumed, ...sound.layout.warnings]) warn(`${name}: ${clause}`);
  const { sampleRate, channels, frames } = sound.layout;
  const progress = progressBar(process.stderr);
  const from = performance.now();
  try {
    const effect = new OfflineEffect(module, read.model, {
      sampleRate,
      channels,
      knobs: options.knob ?? {},
      oversample: Number(options.oversample) as Oversampling,
      otherRate: options.otherRate,
    });
    for (const clause of effect.told) warn(`${options.model}: ${clause}`);
    const writer = await openOutput(sound, options);
    const result = await processSound(effect, sound, writer, {
      signal,
      warn: (clause) => warn(`${name}: ${clause}`),
      progress: (samples) => frames && progress.show(`${grouped(samples)} samples`, samples / frames),
    });
    progress.clear();
    tell(effect, result, { ...options, input, sound, elapsedMs: performance.now() - from });
  } finally {
    progress.clear();
    await sound.close();
  }
}

async function openInput(input: string, model: EffectModel, options: Options): Promise<OpenedSound> {
  const { format, rate, channels } = options;
  const raw = {
    format: format ?? 's16le',
    sampleRate: rate ?? model.sampleRate ?? 48_000,
    channels: channels ?? 1,
  } as const;
  if (input === '-')
    return openSound(process.stdin, {
      name: 'standard input',
      codecs: nodeCodecs,
      raw: { ...raw, explicit: format !== undefined },
    });
  const { chunks, size } = await openFile(input);
  const given = format === undefined ? {} : { raw: { ...raw, explicit: false } };
  return openSound(chunks, { name: input, path: input, size, codecs: nodeCodecs, ...given });
}

async function openOutput({ layout }: OpenedSound, { out, bits, format = 's16le' }: Options): Promise<SampleWriter> {
  if (out === '-') {
    const written = (['f32le', 's16le', 's24le'] as const).find((each) => each === format);
    if (written === undefined)
      throw new UsageError(`standard output is written as f32le, s16le or s24le: received '--format ${format}'`);
    return rawWriter(process.stdout, written);
  }
  const written: Readonly<Record<string, WrittenFormat>> = { '16': 's16le', '24': 's24le', '32': 'f32le' };
  return WavWriter.create(out, written[bits] as WrittenFormat, layout.sampleRate, layout.channels);
}

interface Told extends Options {
  readonly input: string;
  readonly sound: OpenedSound;
  readonly elapsedMs: number;
}

function tell(
  { latencySamples, counters, told }: OfflineEffect,
  { samples, digest }: ProcessedSound,
  { input, out, sound, elapsedMs, json }: Told,
): void {
  const { sampleRate, channels } = sound.layout;
  const { faults, clipped, replaced } = counters;
  if (faults > 0)
    warn(`the effect gave no sound ${faults} times (NaN, or far above full scale): silence took its place, 50 ms each`);
  if (replaced > 0) warn(`${replaced} input samples were no numbers: zeros took their place`);
  if (clipped > 0) warn(`${clipped} output samples are beyond full scale`);
  const audioMs = (1000 * samples) / sampleRate;
  if (json)
    return printJson({
      kind: 'processed',
      input,
      out,
      sampleRateHz: sampleRate,
      channels,
      samples,
      latencySamples,
      audioMs: rounded(audioMs),
      elapsedMs: rounded(elapsedMs),
      ...counters,
      told,
      digest,
    });
  const later = latencySamples === 0 ? '' : `, ${latencySamples} samples later than the input`;
  note(`sluice: ${out}: ${duration(audioMs)} in ${duration(elapsedMs)}${later}`);
}
