import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pcm } from '#src/node/pcm-stdin.js';
import { FakeIntake } from '../source/fake-intake.js';

const NEVER = new AbortController().signal;

function chunked(bytes: Uint8Array, size: number): Readable {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return Readable.from(chunks);
}

const values = Array.from({ length: 100 }, (_, i) => i * 300 - 15_000);
const bytes = new Uint8Array(Int16Array.from(values).buffer);
const floats = values.map((value) => value / 32768);

describe('pcm()', () => {
  for (const size of [1, 3, 64, 1000]) {
    it(`reads 16-bit samples from chunks of ${size} bytes, and holds the writer back while there is no room`, async () => {
      const intake = new FakeIntake(7);
      const source = pcm(chunked(bytes, size), { sampleRate: 8000 });
      expect(source.live).toBe(false);
      expect(await source.open(NEVER)).toEqual({ sampleRate: 8000 });
      await source.feed(intake, NEVER);
      expect(intake.log).toEqual(floats);
      expect(intake.waits).toBeGreaterThan(0);
      expect(intake.events).toEqual([]);
    });
  }

  it('takes chunks that are longer than the room if it is live, and drops what is more than a second behind', async () => {
    const intake = new FakeIntake(30);
    await pcm(chunked(bytes, 1000), { sampleRate: 8000, live: true }).feed(intake, NEVER);
    expect(intake.log).toEqual(floats);
    const stuck = new FakeIntake(30, 0);
    const stop = new AbortController();
    const fed = pcm(chunked(bytes, 40), { sampleRate: 20, live: true }).feed(stuck, stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    stop.abort();
    await fed;
    expect(stuck.log.slice(0, 30)).toEqual(floats.slice(0, 30));
    expect(stuck.log.slice(30).reduce((sum, missing) => sum + missing, 0)).toBe(-30);
  });

  it('warns of bytes at the end that are no whole sample', async () => {
    const intake = new FakeIntake();
    await pcm(chunked(bytes.subarray(0, 5), 2), { sampleRate: 8000, name: 'stdin' }).feed(intake, NEVER);
    expect(intake.log).toEqual(floats.slice(0, 2));
    expect(intake.events).toEqual([{ kind: 'warning', message: 'stdin ends in the middle of a sample' }]);
  });

  it('lets go of its stream when it is stopped, also while nothing comes', async () => {
    const stop = new AbortController();
    const readable = new Readable({ read: () => undefined });
    const fed = pcm(readable, { sampleRate: 8000 }).feed(new FakeIntake(), stop.signal);
    readable.push(bytes);
    stop.abort();
    await fed;
    expect(readable.destroyed).toBe(true);
    const unused = new Readable({ read: () => undefined });
    await pcm(unused, { sampleRate: 8000 }).feed(new FakeIntake(), stop.signal);
    expect(unused.destroyed).toBe(true);
  });

  it('rejects with the error of its stream', async () => {
    const broken = new Error('broken pipe');
    const readable = new Readable({ read: () => readable.destroy(broken) });
    await expect(pcm(readable, { sampleRate: 8000 }).feed(new FakeIntake(), NEVER)).rejects.toBe(broken);
  });

  it('refuses options out of range, and says what it received', () => {
    expect(() => pcm(Readable.from([]), { sampleRate: -8 })).toThrow(/received -8$/);
    expect(() => pcm(Readable.from([]), { sampleRate: 8000, channels: 0.5 })).toThrow(/received 0.5$/);
  });
});
