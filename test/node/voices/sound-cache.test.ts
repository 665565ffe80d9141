import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultCache, SoundCache } from '#src/node/voices/sound-cache.js';
import { temporaryFolder } from '../../support/folder.js';

const folder = temporaryFolder();
const synthesizer = { name: 'fake', version: '1' };
const utterance = { text: 'hey garden', voice: 'a', rate: 1, pitch: 1 };
const sound = { samples: Float32Array.from({ length: 800 }, (_, i) => Math.sin(i / 9) / 2), sampleRate: 16_000 };
let next = 0;
const fresh = () => `${folder.path}/${next++}`;
const filesIn = async (path: string) =>
  (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.wav'));

describe('SoundCache', () => {
  it('speaks once, and gives the same samples from then on', async () => {
    const cache = new SoundCache(fresh());
    let spoke = 0;
    const speak = async () => {
      spoke++;
      return sound;
    };
    const first = await cache.get(synthesizer, utterance, speak);
    const second = await cache.get(synthesizer, utterance, speak);
    expect([first.kept, second.kept]).toEqual([false, true]);
    expect(spoke).toBe(1);
    expect(second.spoken).toEqual(first.spoken);
    expect(first.spoken.samples[100]).toBeCloseTo(sound.samples[100] as number, 4);
  });

  it.each([
    ['text', synthesizer, { ...utterance, text: 'hey gardens' }],
    ['voice', synthesizer, { ...utterance, voice: 'b' }],
    ['accent', synthesizer, { ...utterance, accent: 'x' }],
    ['rate', synthesizer, { ...utterance, rate: 1.1 }],
    ['pitch', synthesizer, { ...utterance, pitch: 1.1 }],
    ['sounds', synthesizer, { ...utterance, sounds: ['hh'] }],
    ['version', { ...synthesizer, version: '2' }, utterance],
    ['synthesizer', { ...synthesizer, name: 'other' }, utterance],
  ])('takes nothing that was kept for another %s', async (_, who, what) => {
    const cache = new SoundCache(fresh());
    await cache.get(synthesizer, utterance, async () => sound);
    expect((await cache.get(who, what, async () => sound)).kept).toBe(false);
  });

  it('makes a damaged file anew', async () => {
    const path = fresh();
    const cache = new SoundCache(path);
    await cache.get(synthesizer, utterance, async () => sound);
    const file = join(path, (await filesIn(path))[0] as string);
    const bytes = await readFile(file);
    for (const damaged of [bytes.subarray(0, 60), Buffer.from('no sound'), Buffer.alloc(0)]) {
      await writeFile(file, damaged);
      expect((await cache.get(synthesizer, utterance, async () => sound)).kept).toBe(false);
      expect(await readFile(file)).toEqual(bytes);
    }
  });

  it('removes what was not used for longest, once there is too much', async () => {
    const path = fresh();
    const cache = new SoundCache(path, 4000);
    const texts = ['one', 'two', 'three'];
    for (const text of texts) await cache.get(synthesizer, { ...utterance, text }, async () => sound);
    const old = new Date(Date.now() - 1e6);
    for (const name of await filesIn(path)) await utimes(join(path, name), old, old);
    await cache.get(synthesizer, { ...utterance, text: 'one' }, async () => sound);
    await cache.trim();
    expect(await filesIn(path)).toHaveLength(2);
    expect((await cache.get(synthesizer, { ...utterance, text: 'one' }, async () => sound)).kept).toBe(true);
  });

  it('trims a folder that is not there', async () => {
    await new SoundCache(fresh()).trim();
  });
});

describe('defaultCache()', () => {
  it('is where the system keeps what can be made again', () => {
    expect(defaultCache('linux', { XDG_CACHE_HOME: '/x' })).toBe(join('/x', 'sluice', 'voices'));
    expect(defaultCache('linux', {})).toMatch(/\.cache.sluice.voices$/);
    expect(defaultCache('darwin', {})).toMatch(/Library.Caches.sluice.voices$/);
    expect(defaultCache('win32', { LOCALAPPDATA: '/l' })).toBe(join('/l', 'sluice', 'voices'));
  });
});
