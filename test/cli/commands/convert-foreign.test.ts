// `sluice convert` of files that leave something open, as a person meets it: what it asks, what answers it, what the
// model file says afterwards.
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { npyBytes } from '../../support/npy.js';

const foreign = (name: string) => fileURLToPath(new URL(`../../fixtures/foreign/${name}`, import.meta.url));
const DESCRIPTION = JSON.stringify({ labels: ['none', 'a', 'b'], frontEnd: { preset: 'raw', windowSamples: 4 } });

/** A folder of its own with these fixtures in it, and what is told of `net`. */
function folderWith(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  for (const [to, from] of Object.entries(files)) copyFileSync(foreign(from), `${folder.path}/${to}`);
  folder.write('net.json', DESCRIPTION);
  const at = (name: string) => `${folder.path}/${name}`;
  return { folder, at, out: at('out.safetensors') };
}

interface Numbers {
  readonly x: number[][];
  readonly y: number[][];
}

describe('sluice convert of a state dict', () => {
  it('lists what it would assume, as a sentence and as JSON, and writes nothing', async () => {
    const { at, out } = folderWith({ 'net.pt': 'between-tanh.pt' });
    const told = await sluice(['convert', at('net.pt'), out]);
    expect(told.code).toBe(1);
    expect(told.stdout).toBe('');
    expect(told.stderr).toMatch(
      /\(3\) relu stands between 'a' and 'b'; \(4\) softmax .*--layers rnn,a,relu,b,softmax\)\n$/,
    );
    const json = await sluice(['convert', at('net.pt'), out, '--json']);
    expect(json.code).toBe(1);
    expect(json.lines).toMatchObject([
      { kind: 'format', of: 'model', recognised: 'PyTorch state dict, 8 tensors', assumed: { length: 4 } },
    ]);
    expect(existsSync(out)).toBe(false);
  });

  it('takes each way to confirm that it names', async () => {
    const { folder, at, out } = folderWith({ 'net.pt': 'between-tanh.pt', 'xy.json': 'between-tanh.json' });
    const { x, y } = JSON.parse(readFileSync(foreign('between-tanh.json'), 'utf8')) as Numbers;
    folder.write('x.npy', npyBytes([x.length, 4], x.flat()));
    folder.write('y.npy', npyBytes([y.length, 3], y.flat()));
    const ways: [string[], string, string][] = [
      [['--example', at('xy.json')], 'example', 'original'],
      [['--example', at('x.npy'), at('y.npy')], 'example', 'original'],
      [['--layers', 'rnn,a,tanh,b,softmax'], 'layers', 'converted'],
      [['--assume'], 'assumptions', 'converted'],
    ];
    for (const [options, evidence, golden] of ways) {
      const ran = await sluice(['convert', at('net.pt'), out, '--json', ...options]);
      expect(ran.stderr).toBe('');
      expect(ran.lines[0]).toMatchObject({ kind: 'converted', model: { conversion: { evidence, golden } } });
    }
    const { stdout } = await sluice(['inspect', out]);
    expect(stdout).toMatch(/held to +nothing of the original: its network is assumed/);
    expect(stdout).toMatch(/assumed +relu stands between 'a' and 'b'/);
    expect(stdout).toMatch(
      /golden vector {2}comes out, but was made by this program from the assumptions, not by the original/,
    );
  }, 30_000);

  it('is held to the ONNX export beside it, or not where that is left out', async () => {
    const { at, out } = folderWith({ 'net.pt': 'end-logits.pt', 'net.onnx': 'logits.onnx' });
    const other = await sluice(['convert', at('net.pt'), out]);
    expect(other.code).toBe(1);
    expect(other.stderr).toMatch(/none of \d+ networks of 'rnn', 'fc' gives the outputs of the example/);
    expect((await sluice(['convert', at('net.pt'), out, '--onnx', 'none', '--assume', '--raw'])).code).toBe(0);
  });

  it.each([
    [['--softmax', '--raw'], "'--softmax', '--sigmoid' and '--raw' do not go together"],
    [
      ['--example', 'a', 'b', 'c'],
      "'--example' takes one JSON file or two arrays, behind the other arguments: received 3 files",
    ],
    [['--check', 'a'], "'--check' takes a sound and an array, behind the other arguments: received 1 files"],
  ])('says that %j is wrong usage', async (options, sentence) => {
    const { at, out } = folderWith({ 'net.pt': 'legacy.pt' });
    const { code, stderr } = await sluice(['convert', at('net.pt'), out, '--assume', ...options]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

describe('sluice convert of an ONNX model', () => {
  it('reads tensors in the file beside it', async () => {
    const { at, out } = folderWith({ 'net.onnx': 'external.onnx' });
    const without = await sluice(['convert', at('net.onnx'), out]);
    expect(without.stderr).toMatch(
      /lies in the file 'external\.onnx\.data', which is not beside the model: put it there/,
    );
    copyFileSync(foreign('external.onnx.data'), at('external.onnx.data'));
    expect((await sluice(['convert', at('net.onnx'), out])).code).toBe(0);
  });

  it('says on stderr what was left out or differs, and in its page what it was recognised as', async () => {
    const { at, out } = folderWith({ 'net.onnx': 'fixed-last-10.onnx' });
    const { stdout, stderr } = await sluice(['convert', at('net.onnx'), out]);
    expect(stderr).toMatch(/warning: .*it was exported for 10 frames at a time/);
    expect(stdout).toMatch(/converted from +ONNX, opset 13 by pytorch 1\.13\.0, 10 frames at a time/);
    expect(stdout).toMatch(/Largest difference of a score from onnxruntime-web, over 8 frames of seeded noise/);
  });
});

describe('sluice convert --check', () => {
  const frontEnd = (fftSize: number) =>
    JSON.stringify({
      frontEnd: { preset: 'torchaudio-log-mel', windowSamples: 400, hopSamples: 160, fftSize, bands: 20 },
    });

  it.each([
    ['features-centered.npy', 512, /frame t lies around sample t · 160 \(center=True, reflected at the ends\)/],
    ['features-four-hundred.npy', 400, /frame t lies around sample t · 160 \(center=True, reflected at the ends\)/],
    ['features-plain.npy', 512, /frame t begins at sample t · 160 \+ 56 \(center=False/],
  ])('finds the grid of %s and no difference', async (features, fftSize, grid) => {
    const folder = temporaryFolder();
    const told = folder.write('told.json', frontEnd(fftSize));
    const { code, stdout } = await sluice([
      'convert',
      '--description',
      told,
      '--check',
      foreign('sound.wav'),
      foreign(features),
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/largest difference of the features from the original's over \d+ frames: \d\.\de-[67]/);
    expect(stdout).toMatch(grid);
    expect(stdout).toMatch(/live, window k begins at sample k · 160: \d+ samples \(\d\.\d+ ms\) (after|before)/);
  });

  it('fails where the numbers are others, or belong to another sound', async () => {
    const folder = temporaryFolder();
    const told = folder.write('told.json', frontEnd(512));
    const check = (features: string) =>
      sluice(['convert', '--description', told, '--check', foreign('sound.wav'), features]);
    const other = await check(foreign('features-four-hundred.npy'));
    expect(other.code).toBe(1);
    expect(other.stderr).toMatch(
      /must be within 0\.001 of the original's: received a difference of 0\.\d+ over 21 frames, .*: tell the original's own numbers/,
    );
    const none = await check(folder.write('none.npy', npyBytes([50, 20], new Array(1000).fill(0))));
    expect(none.stderr).toMatch(/50 frames are none of a sound of 3200 samples in windows of 400 every 160/);
  });
});
