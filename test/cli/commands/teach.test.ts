// `sluice teach` and `sluice tune --quiet` as a person runs them, on the model that ships.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { keywords } from '#src/node/index.js';
import { readModelFile } from '#src/node/model-file.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { madeWord } from '../../support/made-word.js';

const folder = temporaryFolder();
const model = fileURLToPath(keywords);
const recording = fileURLToPath(new URL('../../../dist/assets/recording.wav', import.meta.url));
const files = [1, 2].map((take) => folder.write(`take-${take}.wav`, wavBytes(madeWord(3, take).samples, 16_000)));
const silent = folder.write('silent.wav', wavBytes(new Float32Array(16_000), 16_000));
const out = `${folder.path}/mine.safetensors`;

describe('sluice teach', () => {
  it('learns nothing from too few recordings, and says what is wrong with the bad one', async () => {
    const { code, stderr, stdout } = await sluice([
      'teach',
      model,
      '--word',
      'lantern',
      ...files,
      silent,
      '--out',
      out,
    ]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('received 2 (silent.wav holds no sound: is the microphone on?)');
    await expect(readModelFile(out)).rejects.toThrow();
  });

  it.each([
    [['teach', model, ...files, '--out', out], '--word'],
    [['teach', model, '--word', 'lantern', ...files], '--out'],
    [['tune', model], 'needs folders of clips, or --quiet FILE'],
  ])('wrong usage is told: %s', async (args, told) => {
    const { code, stderr } = await sluice(args);
    expect(code).toBe(2);
    expect(stderr).toContain(told);
  });
});

describe('sluice tune --quiet', () => {
  it('raises the thresholds of the phrases that a recording sets off, and no other', async () => {
    const { code, lines } = await sluice(['tune', model, '--quiet', recording, '--out', out, '--json']);
    expect(code).toBe(0);
    const phrases = lines.filter(({ kind }) => kind === 'corrected');
    const loud = phrases.filter(({ acceptsBefore }) => (acceptsBefore as number) > 0);
    expect(loud.length).toBeGreaterThan(0);
    const [before, after] = [(await readModelFile(model)).model, (await readModelFile(out)).model];
    for (const { label, acceptsBefore } of phrases) {
      const [was, is] = [before, after].map(({ detector }) => detector.enter[label as string] as number);
      if (acceptsBefore === 0) expect(is).toBe(was);
      else expect(is).toBeGreaterThan(was as number);
    }
  });
});
