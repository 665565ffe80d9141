// `sluice train keywords` as a person runs it, on a small language of tones.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { readModel } from '#src/model/file/model-file.js';
import { sluice, startSluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { tone, writeTones } from '../../training/tones.js';

const folder = temporaryFolder();
const clips = `${folder.path}/clips`;
const small = [
  '--hidden',
  '16',
  '--layers',
  '1',
  '--bands',
  '20',
  '--hours',
  '0.02',
  '--validation',
  '20',
  '--test',
  '20',
];
const train = (out: string, ...args: string[]) => [
  'train',
  'keywords',
  clips,
  '--out',
  `${folder.path}/${out}`,
  ...small,
  ...args,
];

beforeAll(() => writeTones(clips, ['rise', 'fall', 'unknown'], 20));

describe('sluice train keywords', () => {
  it('writes a model that runs, with what it measured on unheard speakers', async () => {
    const { code, lines } = await sluice(
      train('tones.safetensors', '--epochs', '8', '--json', '--data', 'tones, public domain'),
    );
    expect(code).toBe(0);
    expect(lines.filter(({ kind }) => kind === 'epoch').map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(lines.filter(({ kind }) => kind === 'phrase').map(({ label }) => label)).toEqual(['fall', 'rise']);
    const trained = lines.at(-1);
    const bytes = await readFile(`${folder.path}/tones.safetensors`);
    expect(trained).toMatchObject({ kind: 'trained', bytes: bytes.length, testStreamHours: 0.02 });
    const model = readModel(bytes);
    expect(model.labels).toEqual(['none', 'fall', 'rise']);
    expect(model.provenance.data).toEqual(['tones, public domain']);
    const run = await sluice([
      'run',
      '--clips',
      '--json',
      '--model',
      `${folder.path}/tones.safetensors`,
      `${clips}/rise`,
    ]);
    expect(run.code).toBe(0);
    expect(run.lines).toHaveLength(20);
    expect(existsSync(`${folder.path}/tones.safetensors.checkpoint`)).toBe(false);
  });

  it('says of every figure how many clips and speakers stand behind it', async () => {
    const named = await sluice(train('basis.safetensors', '--epochs', '1'));
    expect(named.stdout).toMatch(/phrase +clips right +of +speakers/);
    expect(named.stdout).toMatch(/clips right: [\d.]+ % of \d+ test clips, in which 2 of 2 phrases are said/);
    expect(named.stdout).toMatch(/speakers: \d+ in the test clips, none of whom was heard before/);
    expect(named.stdout).toMatch(/false accepts in an hour of other words: \d/);
  });

  it('claims nothing of other people where one person made all clips, in whatever way they are named', async () => {
    for (const [folder, nameOf] of [
      [`${clips}-mine`, (i: number) => `take ${i}.wav`],
      [`${clips}-me`, (i: number) => `me_${i}.wav`],
    ] as const) {
      for (const word of ['rise', 'fall']) {
        await mkdir(`${folder}/${word}`, { recursive: true });
        for (let i = 0; i < 9; i++)
          await writeFile(`${folder}/${word}/${nameOf(i)}`, wavBytes(tone(word, i).samples, 16_000));
      }
      const out = `${folder.slice(-4)}.safetensors`;
      const ran = await sluice(['train', 'keywords', folder, '--out', `${folder}/${out}`, ...small, '--epochs', '1']);
      expect(ran.code, ran.stderr).toBe(0);
      expect(ran.stdout).toMatch(/speakers: too few to keep some apart.* say nothing of others/);
      expect(ran.stdout).not.toMatch(/none of whom was heard|unheard/);
      expect(ran.stdout).toMatch(/false accepts in an hour of other words: not measured, for no other words/);
      const { lines } = await sluice(['inspect', '--json', `${folder}/${out}`]);
      expect(JSON.stringify(lines)).toMatch(/by clip/);
    }
  });

  it('does not call a phrase right that no test clip says', async () => {
    const folder = `${clips}-rare`;
    await writeTones(folder, ['fall', 'unknown'], 20);
    await mkdir(`${folder}/rise`, { recursive: true });
    await writeFile(`${folder}/rise/abc00001_nohash_1.wav`, wavBytes(tone('rise', 1).samples, 16_000));
    const ran = await sluice(['train', 'keywords', folder, '--out', `${folder}/x`, ...small, '--epochs', '1']);
    expect(ran.stdout).toMatch(/rise +not measured +0 +0 +not measured/);
    expect(ran.stdout).toMatch(/in which 1 of 2 phrases are said/);
  });

  it.each(['lstm', 'rnn'])('trains with --cell %s, and runs what it has trained', async (cell) => {
    const { code, stderr } = await sluice(train(`${cell}.safetensors`, '--epochs', '2', '--cell', cell, '--json'));
    expect(code, stderr).toBe(0);
    const { lines } = await sluice(['inspect', '--json', `${folder.path}/${cell}.safetensors`]);
    expect(lines[0]).toMatchObject({ golden: 'passed', layers: [{ kind: cell }, { kind: 'dense' }] });
  });

  it('writes the same bytes for one thread as for two', async () => {
    const [one, two] = ['one.safetensors', 'two.safetensors'];
    await sluice(train(one, '--epochs', '1', '--threads', '1'));
    await sluice(train(two, '--epochs', '1', '--threads', '2'));
    expect(await readFile(`${folder.path}/${two}`)).toEqual(await readFile(`${folder.path}/${one}`));
  });

  it('keeps the best model so far on Ctrl-C, and goes on from there with --resume', async () => {
    const child = startSluice(train('broken-off.safetensors', '--epochs', '500', '--json'));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    let epochs = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      epochs += chunk.toString().split('"kind":"epoch"').length - 1;
      if (epochs >= 4 && !child.killed) child.kill('SIGINT');
    });
    expect(await ended).toBe(130);
    const kept = readModel(await readFile(`${folder.path}/broken-off.safetensors`));
    expect(kept.labels).toEqual(['none', 'fall', 'rise']);
    expect(existsSync(`${folder.path}/broken-off.safetensors.checkpoint`)).toBe(true);
    const again = startSluice(train('broken-off.safetensors', '--resume', '--json'));
    const first = await new Promise<string>((resolve) =>
      again.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    const ending = new Promise((resolve) => again.on('close', resolve));
    again.kill('SIGKILL');
    await ending;
    expect(JSON.parse(first.split('\n')[0] as string).epoch).toBeGreaterThan(3);
  });

  it.each([
    ['a folder with one label', ['train', 'keywords', `${folder.path}/one`, '--out', 'x'], 1, /at least two folders/],
    [
      'a folder that is not there',
      ['train', 'keywords', `${folder.path}/none`, '--out', 'x'],
      1,
      /there is no such file/,
    ],
    ['a label without audio', train('x', '--labels', 'rise,sing'), 1, /no audio for the label 'sing'/],
    ['--resume without a checkpoint', train('never.safetensors', '--resume'), 1, /there is no checkpoint/],
    ['no --out', ['train', 'keywords', clips], 2, /--out/],
    ['a hidden size that is no number', train('x', '--hidden', 'many'), 2, /whole number/],
    ['a hidden size that is no multiple of 4', train('x', '--hidden', '18'), 1, /multiples of 4/],
  ])('says in one sentence what is wrong with %s', async (_, args, code, sentence) => {
    await writeTones(`${folder.path}/one`, ['rise'], 2);
    const ran = await sluice(args);
    expect(ran.code).toBe(code);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toMatch(sentence);
  });
});
