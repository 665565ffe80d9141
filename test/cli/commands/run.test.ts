import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { openStream, predictionBytes, replay } from '#src/node/index.js';
import { sluice, startSluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { randomSound } from '../../support/random.js';
import { tinyModelBytes } from '../../support/tiny-model.js';

const RATE = 16_000;
const folder = temporaryFolder();
const modelBytes = tinyModelBytes({ seed: 2 }); // one that hears several phrases of each kind
const model = folder.write('tiny.safetensors', modelBytes);
// What a file of 16 bits can hold, so that the file and the samples are the same.
const samples = randomSound(2 * RATE, RATE).map((sample) => Math.round(sample * 32768) / 32768);
const wav = wavBytes(samples, RATE);
const sound = folder.write('sound.wav', wav);
const run = (...args: string[]) => sluice(['run', '--model', model, '--json', ...args]);

describe('sluice run --json', () => {
  it('prints detections and, last, a summary whose digest is that of the stream of these samples', async () => {
    const { code, lines, stderr } = await run(sound);
    const stream = await openStream({ source: replay(samples, { sampleRate: RATE }), model: modelBytes });
    const hash = createHash('sha256');
    let frames = 0;
    const detections: unknown[] = [];
    stream.detections$.subscribe(({ label, score, startsAtMs, endsAtMs }) => {
      detections.push({ kind: 'detection', input: sound, label, score, startsAtMs, endsAtMs });
    });
    await stream.predictions$.forEach((prediction) => {
      frames++;
      hash.update(predictionBytes(prediction));
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(detections.length).toBeGreaterThan(3);
    expect(lines[0]).toMatchObject({ kind: 'format', input: sound, of: 'sound', assumed: [], warnings: [] });
    expect(lines.slice(1, -1)).toEqual(detections);
    expect(lines.at(-1)).toMatchObject({
      kind: 'summary',
      inputs: 1,
      frames,
      detections: detections.length,
      dropped: 0,
      audioMs: 2000,
      elapsedMs: expect.any(Number),
      digest: hash.digest('hex'),
    });
  });

  it('reports with --verifier what that model hears too, and nothing else', async () => {
    const kinds = ({ lines }: Awaited<ReturnType<typeof run>>) =>
      lines.filter(({ kind }) => kind === 'detection').map(({ label, endsAtMs }) => `${label} ${endsAtMs}`);
    const all = kinds(await run(sound));
    const same = await run(sound, '--verifier', model);
    expect(same.code, same.stderr).toBe(0);
    const agreed = kinds(same);
    expect(agreed.length).toBeGreaterThan(0);
    expect(all).toEqual(expect.arrayContaining(agreed));
    const other = folder.write('other.safetensors', tinyModelBytes({ seed: 2, labels: ['none', 'a', 'b', 'c'] }));
    const refused = await run(sound, '--verifier', other);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/'verifier' must have the labels of 'model': it lacks red, green, blue/);
    expect((await run(sound, '--verifier', model, '--clips')).code).toBe(2);
  });

  it('prints every hop with --predictions, scores by label', async () => {
    const { lines } = await run(sound, '--predictions');
    const predictions = lines.filter(({ kind }) => kind === 'prediction');
    expect(predictions).toHaveLength(Number(lines.at(-1)?.frames));
    expect(predictions.map(({ index }) => index)).toEqual(predictions.map((_, i) => i));
    for (const { scores, endsAtMs } of predictions) {
      expect(Object.keys(scores as object)).toEqual(['none', 'red', 'green', 'blue']);
      expect(endsAtMs).toEqual(expect.any(Number));
    }
  });

  it('gives the same digest for a file and for the same samples as raw PCM on standard input, in either format', async () => {
    const floats = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    const digestOf = async (args: string[], stdin?: Uint8Array) =>
      (await sluice(['run', '--model', model, '--json', ...args], stdin)).lines.at(-1)?.digest;
    const expected = await digestOf([sound]);
    expect(await digestOf(['-', '--rate', '16000'], wav.subarray(44))).toBe(expected);
    expect(await digestOf(['-', '--rate', '16000', '--format', 'f32le'], floats)).toBe(expected);
  });

  it('mixes the channels of standard input', async () => {
    const stereo = new Float32Array(2 * samples.length);
    samples.forEach((sample, i) => {
      stereo.fill(sample, 2 * i, 2 * i + 2);
    });
    const args = ['run', '--model', model, '--json', '-', '--rate', '16000', '--format', 'f32le', '--channels', '2'];
    const { lines } = await sluice(args, new Uint8Array(stereo.buffer));
    expect(lines.at(-1)?.digest).toBe((await run(sound)).lines.at(-1)?.digest);
  });

  it('runs several inputs in the order given, and a folder in the order of its paths', async () => {
    const second = folder.write('many/b/second.wav', wavBytes(samples.subarray(0, RATE), RATE));
    const first = folder.write('many/a/first.wav', wav);
    const { lines } = await run(sound, `${folder.path}/many`);
    const names = lines.filter(({ kind }) => kind === 'detection').map(({ input }) => input);
    expect([...new Set(names)]).toEqual([sound, first, second]);
    expect(lines.at(-1)).toMatchObject({ inputs: 3, audioMs: 5000 });
    const again = await run(sound, first, second);
    expect(again.lines.at(-1)?.digest).toBe(lines.at(-1)?.digest);
  });

  it('takes thresholds for all phrases or for some', async () => {
    const count = async (...args: string[]) => Number((await run(sound, ...args)).lines.at(-1)?.detections);
    expect(await count('--threshold', '1')).toBe(0);
    const onlyRed = await run(sound, '--threshold', 'green=1,blue=1');
    const labels = onlyRed.lines.filter(({ kind }) => kind === 'detection').map(({ label }) => label);
    expect(new Set(labels)).toEqual(new Set(['red']));
  });

  it('replaces samples that are no numbers by 0, and counts them', async () => {
    const broken = samples.slice();
    broken.fill(Number.NaN, 100, 110);
    const args = ['run', '--model', model, '--json', '-', '--rate', '16000', '--format', 'f32le'];
    const { code, lines, stderr } = await sluice(args, new Uint8Array(broken.buffer));
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({ replaced: 10 });
    expect(stderr).toContain('10 samples');
  });
});

describe('sluice run of bad input', () => {
  it('reads a truncated WAV as far as it goes, with a warning', async () => {
    const cut = folder.write('cut.wav', wav.subarray(0, 44 + RATE));
    const { code, lines, stderr } = await run(cut);
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatchObject({ inputs: 1, audioMs: 500 });
    expect(stderr).toMatch(/^sluice: warning: \S+cut\.wav: .*cut short.*\n$/);
  });

  it.each([
    ['a file that is not audio', 'text.wav', 'not audio at all', /text\.wav as audio: received/],
    ['an empty file', 'empty.wav', '', /empty\.wav as audio: received an empty file/],
  ])('refuses %s in one sentence', async (_, name, content, sentence) => {
    const { code, stdout, stderr } = await run(folder.write(name, content));
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^sluice: Cannot [^\n]+\n$/);
    expect(stderr).toMatch(sentence);
  });

  it('says which file does not exist', async () => {
    const { code, stderr } = await run(`${folder.path}/nowhere.wav`);
    expect(code).toBe(1);
    expect(stderr).toBe(`sluice: Cannot read ${folder.path}/nowhere.wav as audio: there is no such file\n`);
  });

  it('runs the other inputs all the same, and exits with 1', async () => {
    const bad = folder.write('bad.wav', 'no');
    const { code, lines, stderr } = await run(bad, sound);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^sluice: Cannot read bad\.wav[^\n]+\n$/);
    expect(lines.at(-1)).toMatchObject({ inputs: 1, audioMs: 2000 });
  });

  it.each([
    ['cut short', modelBytes.subarray(0, modelBytes.length - 100), /cut short/],
    ['with a flipped byte', modelBytes.with(modelBytes.length - 5, modelBytes.at(-5)! ^ 1), /bytes have changed/],
    ['that is none', new TextEncoder().encode('this is no model file'), /does not begin like/],
  ])('refuses a model file %s', async (_, bytes, sentence) => {
    const { code, stdout, stderr } = await sluice(['run', '--model', folder.write('bad-model', bytes), sound]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^sluice: Cannot read the model: [^\n]+\n$/);
    expect(stderr).toMatch(sentence);
  });

  it.each([
    [['run', '--jsn'], /unknown option '--jsn'[\s\S]*--json/],
    [['rnu'], /unknown command 'rnu'[\s\S]*run/],
    [['run', '--threshold', 'loud'], /score from 0 to 1: received 'loud'/],
    [['run', '--rate', '12'], /whole number from 1000/],
    [['run', '--format', 'mp3', '-'], /f32le/],
    [['run', '--accuracy'], /goes with '--clips'/],
    [['run', '-', '-'], /only once/],
    [['run', '--model', model, '--threshold', 'purple=0.5', sound], /no phrase 'purple': it has red, green, blue/],
  ])('exits with 2 for wrong usage: sluice %j', async (args, sentence) => {
    const { code, stdout, stderr } = await sluice(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^sluice: /);
    expect(stderr).toMatch(sentence);
  });
});

describe('sluice run for people', () => {
  it('prints a line a phrase with its time, and a summary', async () => {
    const { code, stdout } = await sluice(['run', '--model', model, sound]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}\d\d:\d\d\.\d{3} {2}(red|green|blue) +\S+ +0\.\d\d$/m);
    expect(stdout).toMatch(/phrases in 00:02\.000 of sound/);
  });
});

describe('sluice run, interrupted', () => {
  it('sums up what it has, and exits with 130', async () => {
    const child = startSluice(['run', '--model', model, '--json', '-', '--rate', '16000']);
    const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
    let out = '';
    const heard = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk;
        if (out.includes('detection')) resolve();
      });
    });
    child.stdin.write(wav.subarray(44));
    await heard;
    child.kill('SIGINT');
    expect(await exited).toBe(130);
    expect(out).toContain('"kind":"summary"');
  });

  it('ends without a word when nobody reads on', async () => {
    const child = startSluice(['run', '--model', model, '--json', '--predictions', ...Array<string>(20).fill(sound)]);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await exited).toBe(0);
    expect(errors).toBe('');
  });
});
