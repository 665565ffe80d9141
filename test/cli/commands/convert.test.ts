// `sluice convert` and what is then run, as a person does it.
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
const fixture = (name: string) => readFileSync(new URL(`../../fixtures/pytorch/${name}`, import.meta.url));
const onnx = folder.write('theirs.onnx', fixture('gru-step.onnx'));
folder.write(
  'theirs.json',
  JSON.stringify({ labels: ['none', 'a', 'b'], frontEnd: { preset: 'raw', windowSamples: 4 } }),
);
const out = `${folder.path}/mine.safetensors`;

describe('sluice convert', () => {
  it('makes a model file, with what the JSON beside it says, and tells how far it is from the original', async () => {
    const { code, stdout, stderr } = await sluice(['convert', onnx, out]);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /Largest difference of a score from onnxruntime-web, over 64 frames of seeded noise: \d\.\de-\d \(none \d\.\de[-+]\d, a \d\.\de[-+]\d, b \d\.\de[-+]\d\)/,
    );
    const { lines } = await sluice(['inspect', out, '--json']);
    expect(lines[0]).toMatchObject({ name: 'theirs', labels: ['none', 'a', 'b'], golden: 'passed' });
  });

  it('tells as JSON which engine it chose, and takes the other one where asked', async () => {
    const { lines } = await sluice(['convert', onnx, out, '--json']);
    expect(lines[0]).toMatchObject({ kind: 'converted', engine: 'kernel', because: null });
    const { largestDifference, differences } = lines[0] as unknown as Record<string, Record<string, number>>;
    expect(Object.keys(differences as object)).toEqual(['none', 'a', 'b']);
    expect(Math.max(...Object.values(differences as object))).toBe(largestDifference);
    const asked = await sluice(['convert', onnx, out, '--json', '--engine', 'onnxruntime-web']);
    expect(asked.lines[0]).toMatchObject({ kind: 'converted', engine: 'onnxruntime-web', because: 'as asked' });
    const inspected = await sluice(['inspect', out]);
    expect(inspected.stdout).toContain('onnxruntime-web');
    expect(inspected.stdout).toContain('which does not count it');
  });

  it.each([
    ['a file that is not there', ['none.onnx', out], 1, /Cannot read none\.onnx: there is no such file/],
    ['no output', [onnx], 2, /missing required argument 'out'/],
    ['a front end that is none', [onnx, out, '--front-end', 'mel'], 1, /a front end is one of/],
    ['labels that do not fit', [onnx, out, '--labels', 'a,b'], 1, /it gives 3 scores: received 2 labels/],
    [
      'something else',
      [folder.write('x.txt', 'hello'), out],
      1,
      /is no ONNX model, PyTorch state dict or safetensors file/,
    ],
  ])('says in one sentence what is wrong with %s', async (_, args, code, sentence) => {
    const ran = await sluice(['convert', ...(args as string[])]);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toMatch(sentence as RegExp);
    expect(ran.stdout).toBe('');
  });
});

const shared = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

describe.skipIf(!existsSync(shared))('hello-edge-gru-s.onnx, converted (skipped where the shared data are not)', () => {
  it('gets at least 88.0 % of the 3,083 clips of the Speech Commands test set, and loses at most 0.2 points with weights of 8 bits', async () => {
    const mine = temporaryFolder();
    const description = mine.write(
      'hello.json',
      JSON.stringify({
        labels: ['silence', 'unknown', 'yes', 'no', 'up', 'down', 'left', 'right', 'on', 'off', 'stop', 'go'],
        frontEnd: {
          preset: 'tensorflow-mfcc',
          windowSamples: 640,
          hopSamples: 640,
          dct: { coefficients: 10, norm: 'tensorflow', lifter: 0 },
        },
        detector: { clipAnswer: 'last', clipMs: 1000 },
      }),
    );
    const model = `${mine.path}/hello.safetensors`;
    const converted = await sluice([
      'convert',
      `${shared}/models/hello-edge-gru-s.onnx`,
      model,
      '--description',
      description,
    ]);
    expect(converted.stderr).toBe('');
    for (const label of readdirSync(`${shared}/speech`)) {
      for (const clip of readdirSync(`${shared}/speech/${label}`).filter((name) => name.startsWith('v2-'))) {
        mine.write(`clips/${label}/.here`, '');
        symlinkSync(`${shared}/speech/${label}/${clip}`, `${mine.path}/clips/${label}/${clip}`);
      }
    }
    const small = `${mine.path}/small.safetensors`;
    const quantized = await sluice(['quantize', model, '--out', small, '--json', '--data', `${mine.path}/clips`]);
    const accuracy = quantized.lines[0]!.accuracy as { clips: number; before: number; after: number };
    const { clips, before, after } = accuracy;
    expect(clips).toBe(3083);
    expect(before / clips).toBeGreaterThanOrEqual(0.88);
    expect(before - after).toBeLessThanOrEqual(0.002 * clips);
  }, 120_000);
});
