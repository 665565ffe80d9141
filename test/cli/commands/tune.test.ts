// `sluice tune` as a person runs it: the model that ships, and clips cut out of the recording that ships.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '#src/bundled/commands.js';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { readModel } from '#src/model/file/model-file.js';
import { keywords, readAudio, writeModel } from '#src/node/index.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { writeTones } from '../../training/tones.js';

const folder = temporaryFolder();
const at = (name: string) => `${folder.path}/${name}`;
const assets = new URL('../../../dist/assets/', import.meta.url);
const shipped = await readFile(keywords);
const before = readModel(shipped);

/** Ten "speakers" that all say it alike. */
async function writeClips(
  path: string,
  word: string,
  nameOf = (i: number) => `${(0xabc00000 + i).toString(16)}_nohash_${word}.wav`,
): Promise<void> {
  const said: { label: string; startsAtMs: number; endsAtMs: number }[] = JSON.parse(
    await readFile(new URL('recording.json', assets), 'utf8'),
  );
  const { samples, sampleRate } = await readAudio(new URL('recording.wav', assets));
  const { startsAtMs, endsAtMs } = said.find(({ label }) => label === word) as (typeof said)[number];
  const sample = (ms: number) => Math.round((ms * sampleRate) / 1000);
  const clip = wavBytes(samples.slice(sample(startsAtMs - 150), sample(endsAtMs + 150)), sampleRate);
  await mkdir(path, { recursive: true });
  for (let i = 0; i < 10; i++) await writeFile(`${path}/${nameOf(i)}`, clip);
}

beforeAll(async () => {
  // A room in which what is no phrase sounds just like one.
  await writeClips(at('clips/computer'), 'computer');
  await writeClips(at('clips/jarvis'), 'jarvis');
  await writeClips(at('clips/unknown'), 'computer');
  await writeClips(at('clips/unknown'), 'left');
});

describe('sluice tune', () => {
  it('sets the thresholds of the phrases that are said by how many false accepts are borne, and leaves all else alone', async () => {
    const thresholds: number[] = [];
    for (const most of ['0', '100000']) {
      const model = at(`own-${most}.safetensors`);
      await copyFile(keywords, model);
      const args = ['--false-accepts-per-hour', most, '--hours', '0.03', '--json'];
      const { code, stderr, lines } = await sluice(['tune', model, at('clips'), ...args]);
      expect(code, stderr).toBe(0);
      expect(lines.filter(({ kind }) => kind === 'phrase').length).toBe(before.labels.length - 1);
      const bytes = await readFile(model);
      expect(lines.at(-1)).toMatchObject({ kind: 'tuned', out: model, bytes: bytes.length, testStreamHours: 0.03 });
      const { tensors, detector, provenance, labels } = readModel(bytes);
      expect(tensors).toEqual(before.tensors);
      expect(labels).toEqual(before.labels);
      expect(Math.abs(bytes.length - shipped.length)).toBeLessThan(2000); // of 16 bits still
      expect(provenance).toMatchObject({
        data: before.provenance.data,
        split: expect.stringContaining('thresholds on'),
      });
      for (const label of before.labels.slice(1)) {
        if (label === 'computer' || label === 'jarvis') continue;
        expect(detector.enter[label], label).toBe(before.detector.enter[label]);
        expect(detector.lagMs?.[label], label).toBe(before.detector.lagMs?.[label]);
      }
      thresholds.push(detector.enter.computer as number);
    }
    expect(thresholds[0]).toBeGreaterThan(thresholds[1] as number);
  });

  it('says how many speakers stand behind its figures, and claims nothing of others where there is one', async () => {
    await writeClips(`${at('one')}/computer`, 'computer', (i) => `me ${i}.wav`);
    await writeClips(`${at('one')}/unknown`, 'left', (i) => `me ${i}.wav`);
    const model = at('one.safetensors');
    await copyFile(keywords, model);
    const { code, stdout, stderr } = await sluice(['tune', model, at('one'), '--hours', '0.02']);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/speakers: too few to keep some apart/);
    expect(stdout).toMatch(/alexa +not measured +0 +0 +not measured/);
    const named = await sluice(['tune', model, at('clips'), '--hours', '0.02', '--json']);
    expect(named.lines.at(-1)).toMatchObject({ kind: 'tuned', speakers: 'named', splitBy: 'speaker' });
    expect(named.lines.find(({ label }) => label === 'alexa')).toMatchObject({ testClips: { clips: 0, speakers: 0 } });
  });

  it('is corrected by what it heard: a missed sound is found, a wrong one no longer, and quiet wins over found', async () => {
    const [said, model] = [at('again.wav'), at('corrected.safetensors')];
    const { samples, sampleRate } = await readAudio(new URL('recording.wav', assets));
    await writeFile(said, wavBytes(samples.slice(15.4 * sampleRate, 17.2 * sampleRate), sampleRate)); // "jarvis"
    const deaf = { ...before, detector: { ...before.detector, enter: { ...before.detector.enter, jarvis: 0.999 } } };
    await writeFile(model, writeModel(deaf));
    const heard = async () => {
      const { lines } = await sluice(['run', said, '--model', model, '--json']);
      return lines.some(({ kind, label }) => kind === 'detection' && label === 'jarvis');
    };
    const tune = (...args: string[]) => sluice(['tune', model, ...args, '--json']);
    const of = ({ lines }: Awaited<ReturnType<typeof tune>>, wanted: string) =>
      lines.find(({ kind, label }) => kind === 'corrected' && label === wanted);
    expect(await heard()).toBe(false);
    const found = await tune('--missed', `jarvis=${said}`);
    expect(found.code, found.stderr).toBe(0);
    expect(of(found, 'jarvis')).toMatchObject({ missedBefore: 1, missedAfter: 0 });
    expect(of(found, 'alexa')?.after).toBe(before.detector.enter.alexa);
    expect(await heard()).toBe(true);
    const wrong = await tune('--wrong', said, '--missed', `jarvis=${said}`);
    expect(of(wrong, 'jarvis')).toMatchObject({ acceptsAfter: 0, missedAfter: 1 });
    expect(await heard()).toBe(false);
    const text = await sluice(['tune', model, '--missed', `jarvis=${said}`]);
    expect(text.stdout).toMatch(/jarvis: missed 1, now 0; threshold 0\.\d\d lowered to 0\.\d\d/);
  });

  it.each([
    [
      'a missed sound of no phrase of the model',
      [keywords.pathname, '--missed', 'jarvi=x.wav', '--out', at('x')],
      2,
      /needs LABEL=FILE, with one of the labels alexa, .*: received 'jarvi=x\.wav'/,
    ],
    [
      'a missed sound of a label that never fires',
      [commands.pathname, '--missed', 'alexa=x.wav', '--out', at('x')],
      2,
      /needs LABEL=FILE, with one of the labels yes, no, .*: received 'alexa=x\.wav'/,
    ],
    [
      'clips of no phrase of the model',
      [keywords.pathname, at('other'), '--out', at('x')],
      1,
      /no folder in .* is called as a label \(alexa, .*\): received hum/,
    ],
    ['a model that is not there', [at('none'), at('clips')], 1, /none/],
    ['an address and no --out', ['https://example.org/m.safetensors', at('clips')], 2, /needs --out FILE/],
    ['no folder', [at('none')], 2, /needs folders of clips/],
  ])('says in one sentence what is wrong with %s', async (_, args, code, sentence) => {
    await writeTones(at('other'), ['hum'], 2);
    const ran = await sluice(['tune', ...args]);
    expect(ran.stderr).toMatch(sentence);
    expect(ran.code).toBe(code);
  });
});
