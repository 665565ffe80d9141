// What strangers may put into a terminal through a file: nothing that it obeys. Labels, headers, operators, tensors,
// folders and files have nasty names here, and every command that prints a text of its input is run on them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { progressBar } from '#src/cli/report/progress-bar.js';
import { harmless, harmlessJson, harmlessLine, harmlessWithin } from '#src/harmless-text.js';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { writeModel } from '#src/model/file/model-file.js';
import { readOnnx } from '#src/model/onnx/read.js';
import { writeOnnx } from '#src/model/onnx/write.js';
import { sourceFiles } from '../architecture/imports.js';
import { type Ran, sluice } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { type TinyModelOptions, tinyModel } from '../support/tiny-model.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Sets the colour, rings, moves up (C1), turns the direction of text, goes back to the line's begin, hides. */
const NASTY = 'red\x1b[31m\x07\x9b2A\u202e\u2066\u200e\r\x7f\ufeff\u2028end';
/** As it is to be seen. */
const SEEN = 'red\ufffd[31m\ufffd\ufffd2A';
/** Without a line end, which ends a header where it is not quoted. */
const LONG = `${NASTY.replace('\r', '')}${'y'.repeat(300_000)}`;
/** What a terminal obeys, or what turns text; but the line ends of the program itself. */
const OBEYED = /(?!\n)[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202f\u2060-\u206f\ufeff]/u;
const folder = temporaryFolder();
const sound = wavBytes(
  Float32Array.from({ length: 16_000 }, (_, i) => Math.sin(i * i * 1e-5) / 2),
  16_000,
);
const recording = folder.write('sound.wav', sound);
const clips = join(folder.write(`clips/${NASTY}/a.wav`, sound), '..');
const model = (name: string, options: TinyModelOptions & { readonly called?: string }) => {
  const { provenance, ...rest } = tinyModel(options);
  const told = { ...provenance, description: NASTY, data: [NASTY], licence: NASTY, measured: { [NASTY]: 1 } };
  return folder.write(name, writeModel({ ...rest, name: options.called ?? NASTY, provenance: told }));
};

/** Runs that fail and runs that succeed, by what is nasty in them. The exit code belongs to it: it got that far. */
const runs: Record<string, readonly [args: () => string[], code: number]> = {
  'a label and a name, run': [() => ['run', recording, '--model', labelled, '--predictions'], 0],
  'a label that is a folder, run as clips': [() => ['run', clips, '--model', labelled, '--clips', '--accuracy'], 0],
  'a label of a megabyte': [() => ['inspect', model('long.safetensors', { labels: ['none', LONG, LONG + 1] })], 0],
  'a label and a name, inspected': [() => ['inspect', labelled], 0],
  'a name, recorded and replayed with another model': [
    () => ['replay', recorded, '--model', model('other.safetensors', { seed: 9, called: 'other' })],
    0,
  ],
  'a header, run': [() => ['run', table], 0],
  'a header of a megabyte': [() => ['run', csv('long.csv', LONG)], 0],
  'a header, trained on': [() => ['train', 'forecaster', table, '--out', `${folder.path}/f.safetensors`], 0],
  'a cell that is no number': [() => ['run', csv('cell.csv', 'a', NASTY)], 0],
  'a folder of broken clips': [() => ['train', 'keywords', broken(), '--out', `${folder.path}/k.safetensors`], 1],
  'a file that is a sound': [() => ['inspect', folder.write(`${NASTY}.wav`, sound)], 0],
  'a file that is none': [() => ['run', folder.write(`sub/${NASTY}.wav`, NASTY)], 1],
  'a file that is not there': [() => ['run', `none${NASTY}.wav`], 1],
  'an option that is none': [() => ['run', `--${NASTY}`], 2],
  'a command that is none': [() => [NASTY], 2],
  'operators of ONNX': [() => ['convert', onnx((op) => `${op}${NASTY}`), `${folder.path}/o.safetensors`], 1],
  'names in ONNX, refused by its runtime': [
    () => [
      'convert',
      onnx((op) => (op === 'Gemm' ? 'Tanh' : op)),
      `${folder.path}/o.safetensors`,
      '--engine',
      'onnxruntime-web',
    ],
    1,
  ],
  'tensors of another program': [() => ['inspect', tensors()], 1],
};
let labelled: string;
let table: string;
let recorded: string;

beforeAll(async () => {
  labelled = model('labelled.safetensors', { labels: ['none', NASTY, `${NASTY}2`] });
  table = csv('nasty.csv', NASTY.replace('\r', ''));
  recorded = `${folder.path}/talk.sluice`;
  expect((await sluice(['run', recording, '--model', labelled, '--record', recorded])).code).toBe(0);
});

describe('what the command line prints of', () => {
  it.each(Object.entries(runs))('%s is nothing that a terminal obeys', async (_, [args, code]) => {
    const given = args();
    const ran = await sluice(given, undefined, { LC_ALL: 'C.UTF-8' });
    expect(ran.stderr + ran.stdout).toContain(SEEN);
    expectHarmless(ran);
    expect(ran.code).toBe(code);
    for (const line of [...ran.stdout.split('\n'), ...ran.stderr.split('\n')]) expect(line.length).toBeLessThan(4100);
  });

  it.each([
    ['inspect', () => ['inspect', labelled]],
    ['run', () => ['run', recording, '--model', labelled, '--predictions']],
    ['run of a table', () => ['run', table]],
  ])('%s --json means what the file says, and is harmless', async (_, args) => {
    const ran = await sluice([...args(), '--json']);
    expectHarmless(ran);
    expect(ran.stdout).toContain('\\u202e');
    expect(JSON.stringify(ran.lines)).toContain(JSON.stringify(NASTY.replace('\r', '')).slice(1, -1).slice(0, 12));
    expect(ran.code).toBe(0);
  });

  it('goes through report/output.ts alone', () => {
    const writers = sourceFiles(root, ['src'])
      .filter((file) => file.endsWith('.ts') && !file.startsWith('src/studio/'))
      .filter((file) =>
        /\.std(out|err)\b(?!\.isTTY)[^)]*\.write\(|console\./.test(readFileSync(join(root, file), 'utf8')),
      );
    expect(writers).toEqual(['src/cli/report/output.ts']);
  });
});

describe('the progress bar', () => {
  it.each([true, false])('shows a text of outside without what is obeyed, on a terminal: %s', (isTTY) => {
    const written: string[] = [];
    const bar = progressBar({ isTTY, columns: 80, write: (text: string) => written.push(text) } as never);
    bar.show(NASTY, 0.5, true);
    bar.note(NASTY);
    const own = written.join('').replaceAll('\r\x1b[2K', '');
    expect(own).toContain(SEEN);
    expect(own).not.toMatch(OBEYED);
  });
});

describe('harmless()', () => {
  it('keeps what people write, in every script, and the joiners of emoji', () => {
    for (const text of ['Pumpe 3 – Öl °C', 'می\u200cخواهم', '👩\u200d🔧', '温度', 'क्\u200dष']) {
      expect(harmless(text)).toBe(text);
      expect(harmlessLine(text, 100)).toBe(text);
      expect(harmlessJson(text)).toBe(JSON.stringify(text));
    }
  });

  it('leaves no character that is obeyed, no half of a pair, and no more than it was asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 8, max: 50 }), (text, most) => {
        for (const shown of [harmlessWithin(text, most), harmlessLine(text, most)]) {
          expect(shown).not.toMatch(/\n/);
          expect(shown).not.toMatch(OBEYED);
          expect(shown.isWellFormed()).toBe(true);
          expect(shown.length).toBeLessThanOrEqual(most + 30);
        }
        expect(harmlessJson({ [text]: text })).not.toMatch(OBEYED);
        expect(JSON.parse(harmlessJson({ [text]: text }))).toEqual({ [text]: text });
      }),
      { seed: 17, numRuns: 500 },
    );
  });

  it('keeps both ends of a sentence that is too long', () => {
    const line = harmlessLine(`Cannot read ${'x'.repeat(10_000)}: give '--rate'`, 400);
    expect(line).toMatch(/^Cannot read x+… \(9627 characters\) …x+: give '--rate'$/);
  });
});

function expectHarmless({ stdout, stderr }: Ran): void {
  expect(stdout).not.toMatch(OBEYED);
  expect(stderr).not.toMatch(OBEYED);
}

/** 300 rows of two channels, with a step in the first. */
function csv(name: string, header: string, cell = ''): string {
  const rows = Array.from({ length: 300 }, (_, i) => {
    const at = new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString();
    return `${at},${i < 290 ? Math.sin(i) : 500},${i % 50 === 49 ? `"${cell}"` : i % 7}`;
  });
  return folder.write(name, `time,"${header}","${header}2"\n${rows.join('\n')}\n`);
}

/** A model with nasty names of everything, and operators of the caller's. */
function onnx(rename: (op: string) => string): string {
  const read = readOnnx(new Uint8Array(readFileSync(join(root, 'test/fixtures/pytorch/gru-step.onnx'))));
  const { graph } = read;
  const name = (text: string) => (text === '' ? '' : `${text}${NASTY}`);
  const nodes = graph.nodes.map((node) => ({
    ...node,
    name: name(node.name),
    op: rename(node.op),
    inputs: node.inputs.map(name),
    outputs: node.outputs.map(name),
  }));
  const values = <V extends { readonly name: string }>(list: readonly V[]) =>
    list.map((v) => ({ ...v, name: name(v.name) }));
  const initializers = new Map([...graph.initializers].map(([key, tensor]) => [name(key), tensor]));
  const bytes = writeOnnx({
    ...read,
    producer: NASTY,
    graph: { ...graph, nodes, initializers, inputs: values(graph.inputs), outputs: values(graph.outputs) },
  });
  return folder.write('nasty.onnx', bytes);
}

/** Folders of clips, one of which is no sound. */
function broken(): string {
  for (const label of ['a', NASTY]) folder.write(`broken/${label}/b${label}.wav`, 'hello');
  return `${folder.path}/broken`;
}

/** A safetensors file of nobody, whose tensor is cut. */
function tensors(): string {
  const header = new TextEncoder().encode(
    JSON.stringify({ [NASTY]: { dtype: 'F32', shape: [9], data_offsets: [0, 36] } }),
  );
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return folder.write('nasty.safetensors', bytes);
}
