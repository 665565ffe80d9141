// `sluice bench words` as a person runs it: the model that ships, clips cut out of the recording that ships, and talk
// that holds a known number of phrases.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { readAudio } from '#src/node/index.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { random } from '../../support/random.js';

interface Shipped {
  readonly falseAccepts: number;
  readonly missed: number;
  readonly falseAcceptsPerHour: { readonly low: number; readonly high: number };
}

interface Said {
  readonly label: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

const folder = temporaryFolder();
const at = (name: string) => `${folder.path}/${name}`;
const recording = new URL('../../../dist/assets/recording.wav', import.meta.url);
const said: readonly Said[] = JSON.parse(
  await readFile(new URL('../../../dist/assets/recording.json', import.meta.url), 'utf8'),
);

beforeAll(async () => {
  const { samples, sampleRate } = await readAudio(recording);
  for (const { label, startsAtMs, endsAtMs } of said) {
    const sample = (ms: number) => Math.max(0, Math.round((ms * sampleRate) / 1000));
    await mkdir(at(`clips/${label}`), { recursive: true });
    const clip = samples.slice(sample(startsAtMs - 300), sample(endsAtMs + 300));
    await writeFile(at(`clips/${label}/abc00000_nohash_0.wav`), wavBytes(clip, sampleRate));
  }
  const next = random(7);
  const hiss = Float32Array.from({ length: 20 * 22_050 }, () => 0.02 * (2 * next() - 1));
  for (const name of ['quiet', 'talk/deep', 'empty']) await mkdir(at(name), { recursive: true });
  await writeFile(at('quiet/hiss.wav'), wavBytes(hiss, 22_050));
  await writeFile(at('talk/a.wav'), wavBytes(hiss, 22_050));
  await copyFile(recording, at('talk/deep/b.wav'));
  await writeFile(at('talk/broken.wav'), 'no sound at all');
});

const CLIPS = ['--clips', at('clips'), '--conditions', 'clean,noise-0'];

describe('sluice bench words', () => {
  it('counts what is missed in clips and what fires in talk, for each phrase and condition, with its interval and its whole curve', async () => {
    const plot = at('det.svg');
    const out = at('words.jsonl');
    const args = ['bench', 'words', ...CLIPS, '--talk', at('talk'), '--json', '--plot', plot, '--out', out];
    const { code, stdout, stderr, lines } = await sluice(args);
    expect(code, stderr).toBe(0);
    expect(await readFile(out, 'utf8')).toBe(stdout);
    expect(stderr).toMatch(/left out: .*broken\.wav/);
    const phrases = new Set(said.map(({ label }) => label));
    for (const line of lines) {
      const phrase = String(line.phrase);
      const times = said.filter(({ label }) => label === phrase).length;
      const { falseAccepts, missed, falseAcceptsPerHour } = line.shipped as Shipped;
      expect(line).toMatchObject({
        kind: 'words',
        said: phrases.has(phrase) ? 1 : 0,
        speakers: phrases.has(phrase) ? 1 : 0,
      });
      // The talk says every phrase that the recording says, which here counts as a false accept.
      if (line.condition === 'clean') {
        expect(falseAccepts, phrase).toBe(times);
        expect(missed, phrase).toBe(0);
      }
      expect(falseAcceptsPerHour.low).toBeLessThanOrEqual(falseAccepts / Number(line.hours));
      expect(falseAcceptsPerHour.high).toBeGreaterThanOrEqual(falseAccepts / Number(line.hours));
      const curve = line.curve as { threshold: number; missed: number; falseAccepts: number }[];
      expect(curve.map(({ threshold }) => threshold)).toEqual(curve.map(({ threshold }) => threshold).sort());
      expect(curve.length).toBeGreaterThan(30);
      expect(curve.at(-1)?.falseAccepts).toBeLessThanOrEqual(times);
      // Too little talk to claim a rate of one in two hours.
      expect(line.missedAt).toEqual({ 0.5: null, 0.1: null });
    }
    expect(new Set(lines.map(({ condition }) => condition))).toEqual(new Set(['clean', 'noise-0']));
    const drawn = lines.filter((line) => line.said === 1);
    expect(drawn.length).toBe(2 * 5);
    expect((await readFile(plot, 'utf8')).match(/class="det"/g)?.length).toBe(drawn.length);
  });

  it('prints a table a condition, and how little a short talk says', async () => {
    const { code, stdout, stderr } = await sluice(['bench', 'words', ...CLIPS, '--talk', at('quiet')]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(
      /^0\.01 hours of talk, never reset\. With no false accept in all of it, the rate may still be \d+/,
    );
    expect(stdout).toMatch(/^noise-0: noise as loud as the speech$/m);
    expect(stdout).toMatch(/^view-glass +0\.\d\d +not measured +0 +0 +0 +0\.00 +\[0\.00 to \d+\.\d+\] +- +-$/m);
  });

  it.each([
    [['--clips', at('clips')], 2, 'needs --clips DIR, with a folder for each label, and --talk DIR'],
    [['--clips', at('clips'), '--talk', at('empty')], 1, 'Cannot read the talk: no sound is in'],
    [['--clips', at('clips'), '--talk', at('nowhere')], 1, 'Cannot read the talk: there is no folder'],
    [[...CLIPS, '--talk', at('talk'), '--conditions', 'loud'], 2, 'must be some of clean, room'],
  ])('refuses %j', async (args, expected, sentence) => {
    const { code, stderr } = await sluice(['bench', 'words', ...args]);
    expect(stderr).toContain(sentence);
    expect(code).toBe(expected);
  });
});
