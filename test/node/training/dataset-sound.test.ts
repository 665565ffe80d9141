// Clips that cannot be read, or in which nothing is heard, are told of: once for each kind of trouble. A label never
// vanishes without a word.
import { describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { readDataset } from '#src/node/training/dataset.js';
import { temporaryFolder } from '../../support/folder.js';
import { randomSound } from '../../support/random.js';
import { makeWav, wholeSamples } from '../make-wav.js';

const RATE = 16_000;
const folder = temporaryFolder();
const sound = (seed: number) => wavBytes(randomSound(RATE, RATE, seed), RATE);
const options = { noise: [], sampleRate: RATE, validationPercent: 20, testPercent: 20 };
const M4A = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypM4A '), Buffer.alloc(40)]);

function clips(name: string, files: Readonly<Record<string, Uint8Array>>): string {
  for (const [path, bytes] of Object.entries(files)) folder.write(`${name}/${path}`, bytes);
  return `${folder.path}/${name}`;
}

describe('readDataset()', () => {
  it('says once what is wrong with many files, and leaves out those that cannot be read', async () => {
    const silent = makeWav({ bits: 16, data: new Uint8Array(2 * RATE) });
    const root = clips('some', {
      'yes/1.wav': sound(1),
      'yes/2.m4a': M4A,
      'yes/3.m4a': M4A,
      'yes/4.m4a': M4A,
      'no/1.wav': sound(2),
      'no/2.wav': silent,
      'no/3.wav': silent,
    });
    const warnings: string[] = [];
    const dataset = await readDataset({ ...options, folders: [root], onWarning: (text) => warnings.push(text) });
    expect(dataset.clips.map(({ name }) => name).sort()).toEqual(['no/1.wav', 'no/2.wav', 'no/3.wav', 'yes/1.wav']);
    expect(warnings).toHaveLength(2);
    expect(warnings.join('\n')).toMatch(
      /left out: Cannot read 2\.m4a as audio: .*MP4.*\(and 2 more such files: 3\.m4a, 4/,
    );
    expect(warnings.join('\n')).toMatch(/digital silence.*\(and 1 more such files: 3\.wav\)/);
  });

  it('refuses a label none of whose files can be read', async () => {
    const root = clips('none', { 'yes/1.wav': sound(1), 'no/1.m4a': M4A, 'no/2.m4a': M4A });
    await expect(readDataset({ ...options, folders: [root] })).rejects.toMatchObject({
      code: 'DATA_UNUSABLE',
      message: expect.stringMatching(/none of the 2 files in 'no' can be read: left out: Cannot read 1\.m4a/),
    });
  });

  it('takes one channel of all clips where that is asked for', async () => {
    const values = [...randomSound(RATE, RATE, 3)].map((sample) => Math.round(sample * 20_000));
    const antiphase = makeWav({
      bits: 16,
      channels: 2,
      data: wholeSamples(
        values.flatMap((value) => [value, -value]),
        2,
      ),
    });
    const root = clips('stereo', { 'yes/1.wav': antiphase, 'no/1.wav': sound(4) });
    const warnings: string[] = [];
    const onWarning = (text: string) => warnings.push(text);
    await readDataset({ ...options, folders: [root], onWarning });
    expect(warnings).toEqual([expect.stringContaining('the channels cancel each other')]);
    warnings.length = 0;
    await readDataset({ ...options, folders: [root], channel: 1, onWarning });
    expect(warnings).toEqual([]);
  });
});
