// What every build must give to the bit, by name: of inputs that inputs.ts makes, and of files that the build before
// wrote. Each is run by the build that is there: the one before when the fixtures were made, the present one in
// test/compatibility.test.ts.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GRU, RNN } from '#src/nn/gru.js';
import { LSTM } from '#src/nn/lstm.js';
import { ndarray } from '#src/nn/nd-array.js';
import { readAnyModel, readRecording, rows, seriesModel, voiceActivity, writeModel } from '#src/node/index.js';
import { bench, type JsonObject, type Ran, sluice } from '../command.js';
import type { Folder } from '../folder.js';
import { randomFloats } from '../random.js';
import { before, beforePath, hashOf, plain } from './fixture.js';
import { codes, frames, readClientTexts, readFrames, readServerTexts } from './frames.js';
import { pausedSound, sensorCsv, sensorRows, sound, wav, writeClips } from './inputs.js';
import { session } from './session.js';
import { goOn, SNAPSHOTS } from './snapshots.js';
import { readStates, resumeFrom } from './state.js';
import { run, samplesAt, withGaps } from './streams.js';

/** Models of sound among the fixtures. */
export const SOUND_MODELS = [
  'tiny',
  'tiny-f16',
  'tiny-int8',
  'lstm',
  'rnn',
  'trained',
  'separable',
  'tensorflow-mfcc',
  'librosa-log-mel',
  'torchaudio-mfcc',
  'kaldi-fbank',
] as const;
/** Those that are read and written again. */
export const MODELS = [...SOUND_MODELS, 'loudness', 'rows', 'series', 'onnxruntime'] as const;
/** Groups of the benchmark that take a second. */
const NAB_GROUPS = ['artificialNoAnomaly', 'realAdExchange', 'realTraffic'];
const CSV_ROWS = 760;

const recording = new URL('../../../src/assets/recording.wav', import.meta.url).pathname;
const file = (name: string) => beforePath(name);

/** Results by name; each is given a folder for what it writes. */
export const OUTCOMES: Readonly<Record<string, (folder: Folder) => Promise<unknown>>> = {
  'sluice run of the bundled recording': async () =>
    linesOf(await sluice(['run', recording, '--model', file('keywords.safetensors'), '--json'])),

  'the bundled recording over shared memory and over messages': async () => {
    const samples = samplesOf(readFileSync(recording)).subarray(0, 16_000 * 8);
    const said = async (transport: 'shared' | 'messages') =>
      run({ source: samplesAt(samples), model: before('keywords.safetensors'), transport });
    return { shared: await said('shared'), messages: await said('messages') };
  },

  'sluice run --clips': async (folder) => {
    await writeClips(`${folder.path}/spoken`);
    const args = [
      'run',
      `${folder.path}/spoken`,
      '--clips',
      '--accuracy',
      '--json',
      '--model',
      file('trained.safetensors'),
    ];
    return linesOf(await sluice(args));
  },

  'sluice run of a table': async (folder) => {
    const csv = folder.write('sensors.csv', sensorCsv(CSV_ROWS));
    return shortened(linesOf(await sluice(['run', csv, '--json', '--predictions'])));
  },

  'sluice run of a table with a model that has learnt': async (folder) => {
    const csv = folder.write('watched.csv', sensorCsv(CSV_ROWS));
    const args = ['run', csv, '--json', '--predictions', '--model', file('series.safetensors')];
    return shortened(linesOf(await sluice(args)));
  },

  'sluice run of sound with a quantized model': async (folder) => {
    const input = folder.write('sound.wav', wav(sound(2, 1)));
    const args = ['run', input, '--json', '--predictions', '--model', file('tiny-int8.safetensors')];
    return shortened(linesOf(await sluice(args)));
  },

  'streams of every model': async () => {
    const samples = sound(1.5, 4);
    const said = async (name: string) => [
      name,
      await run({ source: samplesAt(samples), model: before(`${name}.safetensors`) }),
    ];
    return Object.fromEntries(await inTurn(SOUND_MODELS, said));
  },

  'streams of other sample rates': async () => {
    const said = async (rate: number) => [
      rate,
      await run({ source: samplesAt(sound(1, 5, rate), rate), model: before('tiny.safetensors') }),
    ];
    return Object.fromEntries(await inTurn([8000, 22_050, 44_100, 48_000], said));
  },

  'streams with missing samples': async () => {
    const samples = sound(2, 6);
    const parts = [samples.subarray(0, 10_001), 777, samples.subarray(10_778, 20_000), 6000, samples.subarray(26_000)];
    const said = async (onGap: 'hold' | 'zeros' | 'reset') => [
      onGap,
      await run({ source: withGaps(parts), model: before('tiny.safetensors'), onGap }),
    ];
    return Object.fromEntries(await inTurn(['hold', 'zeros', 'reset'] as const, said));
  },

  'streams with a gate': async () => {
    const loudness = before('loudness.safetensors');
    const said = async (state: 'hold' | 'reset') => {
      const gate = voiceActivity({ model: loudness, label: 'loud', hangoverMs: 100, preRollMs: 100, state });
      return [state, await run({ source: samplesAt(pausedSound()), model: before('tiny.safetensors'), gate })];
    };
    return Object.fromEntries(await inTurn(['hold', 'reset'] as const, said));
  },

  'a stream of a series': () =>
    run({
      source: rows(sensorRows(CSV_ROWS), { channels: 2 }),
      model: seriesModel({ channels: ['pump', 'furnace'], learnFor: 300, hidden: 12, seed: 5 }),
    }),

  'GRU, LSTM and RNN offline': async () => {
    const x = ndarray(randomFloats(2 * 6 * 3, 5), [6, 2, 3]);
    const sizes = { inputSize: 3, hiddenSize: 5, numLayers: 2, seed: 3 };
    const networks = {
      gru: new GRU(sizes),
      'gru both ways': new GRU({ ...sizes, bidirectional: true }),
      lstm: new LSTM(sizes),
      'lstm with a projection': new LSTM({ ...sizes, projSize: 2 }),
      rnn: new RNN(sizes),
      'rnn with relu': new RNN({ ...sizes, nonlinearity: 'relu' }),
    };
    const given = Object.entries(networks).map(([name, network]) => {
      const weights = [...network.stateDict()].map(([key, { values }]) => [key, floatsHash(values)]);
      return [name, { weights: hashOf(JSON.stringify(weights)), given: shapesAndHashes(network.forward(x)) }];
    });
    return Object.fromEntries(given);
  },

  'sluice train keywords': async (folder) => {
    await writeClips(`${folder.path}/clips`);
    return withoutFigures(await trainKeywords(folder, `${folder.path}/clips`));
  },

  'sluice train forecaster': async (folder) => learntModel(await trainForecaster(folder)),

  'sluice quantize': async (folder) => {
    const out = `${folder.path}/quantized.safetensors`;
    const { code } = await sluice(['quantize', file('tiny.safetensors'), '--out', out, '--json']);
    return { code, file: plain(new Uint8Array(readFileSync(out))) };
  },

  'sluice convert to ONNX': async (folder) => {
    const convert = async (name: string) => {
      const out = `${folder.path}/${name}.onnx`;
      const { code } = await sluice(['convert', file(`${name}.safetensors`), out, '--json']);
      return [name, { code, file: plain(new Uint8Array(readFileSync(out))) }];
    };
    return Object.fromEntries(await inTurn(['tiny', 'lstm', 'rnn'], convert));
  },

  'sluice convert from ONNX': async (folder) => {
    const convert = async (name: string) => {
      const out = `${folder.path}/${name}.safetensors`;
      const { code } = await convertTo(folder, out, FRONT_ENDS[name] as object);
      return [name, { code, file: plain(new Uint8Array(readFileSync(out))) }];
    };
    return Object.fromEntries(await inTurn(Object.keys(FRONT_ENDS), convert));
  },

  'model files, read and written again': async () => {
    const again = (name: string) => {
      const model = readAnyModel(before(`${name}.safetensors`));
      return [name, { file: before(`${name}.safetensors`), F32: writeModel(model), F16: writeModel(model, 'F16') }];
    };
    return Object.fromEntries(MODELS.map(again));
  },

  'streams that go on from snapshots': async () => {
    const said = async ([name, taken]: (typeof ENTRIES)[number]) => [name, await goOn(taken(), before(name))];
    const ENTRIES = Object.entries(SNAPSHOTS);
    return Object.fromEntries(await inTurn(ENTRIES, said));
  },

  'recordings, read': async () => Object.fromEntries(RECORDINGS.map((name) => [name, recordingOf(before(name))])),

  'sluice replay': async () => {
    const gate = ['--gate', file('loudness.safetensors'), '--gate-label', 'loud'];
    const replay = async (name: string) => {
      const args = ['replay', file(name), '--json', '--model', file('tiny.safetensors')];
      return [name, linesOf(await sluice([...args, ...(name.startsWith('gated') ? gate : [])]))];
    };
    return Object.fromEntries(await inTurn(RECORDINGS, replay));
  },

  'sluice run --record': async (folder) =>
    Object.fromEntries(await inTurn(RECORDINGS, async (name) => [name, recordingOf(await record(folder, name))])),

  'frames of the protocol': async () => frames(),
  'frames of the protocol, read': async () => readFrames(framesBefore()),
  'texts of a client, read': async () => readClientTexts(),
  'texts of a server, read': async () => readServerTexts(),
  'codes of the protocol': async () => codes(),
  'what client and server say to each other': () => session(),

  "a server's folder of states, read": async () => readStates(beforePath('state')),

  "streams that go on from a server's folder": async (folder) => {
    cpSync(beforePath('state'), `${folder.path}/state`, { recursive: true });
    return resumeFrom(`${folder.path}/state`, JSON.parse(new TextDecoder().decode(before('tokens.json'))));
  },
};

/** Results of the benchmark for anomalies, on some of its groups, which lie in `shared` and not in the package. */
export async function nab(folder: Folder, shared: string): Promise<unknown> {
  const data = `${folder.path}/nab`;
  for (const group of NAB_GROUPS) cpSync(join(shared, group), join(data, group), { recursive: true });
  const windows = Object.entries(JSON.parse(readFileSync(join(shared, 'windows.json'), 'utf8')) as object);
  const kept = windows.filter(([name]) => NAB_GROUPS.includes(name.split('/')[0] as string));
  folder.write('nab/windows.json', JSON.stringify(Object.fromEntries(kept)));
  const out = `${folder.path}/nab-results`;
  const ran = await bench(['nab', data, '--json', '--out', out]);
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.csv'));
  return { ...(linesOf(ran) as object), files: hashOf(...files.sort().map((name) => readFileSync(join(out, name)))) };
}

/** Front ends by the name of their file, with the numbers that fit a network of four inputs. */
const CEPSTRA = { coefficients: 4, norm: 'ortho', lifter: 0 };
const SIZES = { sampleRate: 16_000, windowSamples: 400, hopSamples: 160 };
export const FRONT_ENDS: Readonly<Record<string, object>> = {
  'tensorflow-mfcc': { preset: 'tensorflow-mfcc', ...SIZES, dct: { ...CEPSTRA, norm: 'tensorflow' } },
  'librosa-log-mel': { preset: 'librosa-log-mel', ...SIZES, bands: 4 },
  'torchaudio-mfcc': { preset: 'torchaudio-mfcc', ...SIZES, bands: 20, dct: CEPSTRA },
  'kaldi-fbank': { preset: 'kaldi-fbank', ...SIZES, bands: 4 },
};

/** Makes a model file of a GRU step from PyTorch, with that front end. */
export function convertTo(folder: Folder, out: string, frontEnd: object, ...more: string[]): Promise<Ran> {
  const description = folder.write('description.json', JSON.stringify({ labels: ['none', 'a', 'b'], frontEnd }));
  const onnx = new URL('../../fixtures/pytorch/gru-step.onnx', import.meta.url).pathname;
  return sluice(['convert', onnx, out, '--description', description, '--name', 'step', '--json', ...more]);
}

/** A small model, two epochs. */
export async function trainKeywords(folder: Folder, clips: string): Promise<Uint8Array> {
  const out = `${folder.path}/trained.safetensors`;
  const size = ['--hidden', '8', '--layers', '1', '--bands', '12', '--epochs', '2', '--hours', '0.01', '--seed', '3'];
  const { code, stderr } = await sluice([
    ...['train', 'keywords', clips, '--out', out, '--validation', '20', '--test', '20', ...size],
    ...['--data', 'glides', '--licence', 'CC0-1.0'],
  ]);
  if (code !== 0) throw new Error(stderr);
  return new Uint8Array(readFileSync(out));
}

export async function trainForecaster(folder: Folder): Promise<Uint8Array> {
  const out = `${folder.path}/series.safetensors`;
  const csv = folder.write('learnt.csv', sensorCsv(650));
  const { code, stderr } = await sluice(['train', 'forecaster', csv, '--out', out, '--hidden', '8']);
  if (code !== 0) throw new Error(stderr);
  return new Uint8Array(readFileSync(out));
}

/** By the file's name. */
export const RECORDINGS = ['talk.sluice', 'gated.sluice'] as const;

/** What the command records of sound: with a gate, and what missing samples mean told. */
export async function record(folder: Folder, name: (typeof RECORDINGS)[number]): Promise<Uint8Array> {
  const out = `${folder.path}/${name}`;
  const isGated = name === 'gated.sluice';
  const input = folder.write(`${name}.wav`, wav(isGated ? pausedSound().subarray(0, 11_200) : sound(0.6, 1)));
  const gate = ['--gate', file('loudness.safetensors'), '--gate-label', 'loud', '--on-gap', 'zeros'];
  const args = ['run', input, '--json', '--model', file('tiny.safetensors'), '--record', out];
  const { code, stderr } = await sluice([...args, ...(isGated ? gate : [])]);
  if (code !== 0) throw new Error(stderr);
  return new Uint8Array(readFileSync(out));
}

/** All that is in a recording but when it was made, and in which pieces the samples came. */
function recordingOf(bytes: Uint8Array): unknown {
  const { head, snapshot, blocks, cut } = readRecording(bytes);
  const samples = blocks.flatMap((block) =>
    block.kind === 'samples' ? [new Uint8Array(block.samples.slice().buffer)] : [],
  );
  return plain({
    begins: Buffer.from(bytes.subarray(0, 12)).toString('hex'),
    head: { ...head, startedAtMs: 0, source: head.source.replace(/.*[\\/]/, '') },
    snapshot,
    samples: hashOf(...samples),
    gaps: blocks.filter(({ kind }) => kind !== 'samples'),
    cut,
  });
}

/**
 * A model without what training says of it: its figures have gained those of the clips and speakers behind them, and
 * lost those that stood on nothing. The weights, the thresholds and all else stay as they were.
 */
export function withoutFigures(bytes: Uint8Array): unknown {
  const { provenance: _, ...model } = readAnyModel(bytes);
  return plain(writeModel({ ...model, provenance: {} } as typeof model & { provenance: object }));
}

/** A model's bytes without the day on which it was trained. */
function learntModel(bytes: Uint8Array): unknown {
  const { provenance, ...model } = readAnyModel(bytes);
  const { trainedAt: _, ...rest } = provenance;
  return {
    bytes: bytes.length,
    file: plain(writeModel({ ...model, provenance: rest } as typeof model & { provenance: object })),
  };
}

/** Lines of JSON without times and paths. Throws where the command failed. */
function linesOf({ code, lines, stderr }: Ran): { lines: unknown[] } {
  if (code !== 0) throw new Error(stderr);
  const quiet = ({ elapsedMs: _, input, ...line }: JsonObject & { elapsedMs?: unknown; input?: unknown }) => ({
    ...line,
    ...(input === undefined ? {} : { input: String(input).replace(/.*[\\/](?=[^\\/]+[\\/])/, '') }),
  });
  // the build before told nothing of formats
  return { lines: lines.filter(({ kind }) => kind !== 'format').map(quiet) };
}

/** The predictions as one hash, the other lines as they are. */
function shortened({ lines }: ReturnType<typeof linesOf>): unknown {
  const isPrediction = (line: unknown) => (line as JsonObject).kind === 'prediction';
  const predictions = lines.filter(isPrediction).map((line) => JSON.stringify({ ...(line as object), input: '' }));
  const others = lines.filter((line) => !isPrediction(line)).map((line) => ({ ...(line as object), input: '' }));
  return { predictions: predictions.length, sha256: hashOf(...predictions), lines: others };
}

function shapesAndHashes(given: object): unknown {
  const parts = Object.entries(given as Record<string, { shape: readonly number[]; data: Float32Array }>);
  return Object.fromEntries(parts.map(([name, { shape, data }]) => [name, { shape, sha256: floatsHash(data) }]));
}

function floatsHash(values: ArrayLike<number>): string {
  return hashOf(new Uint8Array(Float32Array.from(values).buffer));
}

function samplesOf(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset + 44, bytes.byteLength - 44);
  return Float32Array.from({ length: view.byteLength >> 1 }, (_, i) => view.getInt16(2 * i, true) / 32_768);
}

function framesBefore(): Record<string, string> {
  return (results()['frames of the protocol'] ?? {}) as Record<string, string>;
}

/** What the build before gave, by name. */
export function results(): Readonly<Record<string, unknown>> {
  return JSON.parse(new TextDecoder().decode(before('results.json'))) as Record<string, unknown>;
}

async function inTurn<Given, Result>(all: readonly Given[], work: (one: Given) => Promise<Result>): Promise<Result[]> {
  const done: Result[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}
