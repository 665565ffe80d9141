// What a stream heard, kept and heard again: the same bits, wherever the recording began, whatever was lost; and files
// that are no recordings.
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import {
  openStream,
  type Prediction,
  predictionBytes,
  type Recording,
  readRecording,
  replay,
  replayRecording,
  type Source,
  type StreamOptions,
  voiceActivity,
} from '#src/node/index.js';
import { RecordingWriter } from '#src/recording/writer.js';
import { FakeClock } from '../source/fake-clock.js';
import { loudnessModel } from '../support/loudness-model.js';
import { mortalPlatform } from '../support/mortal-platform.js';
import { random, randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const RATE = 16_000;
const model = tinyModel({ layers: 2 });
const sound = randomSound(2 * RATE, RATE, 5);

/** Blocks of random sizes with gaps between them, live or not. */
function ragged(live: boolean, seed = 3): Source {
  return {
    name: 'ragged',
    live,
    open: async () => ({ sampleRate: RATE }),
    async feed(intake, signal) {
      const next = random(seed);
      for (let at = 0; at < sound.length && !signal.aborted; ) {
        const end = Math.min(sound.length, at + Math.ceil(700 * next()));
        if (next() < 0.1) {
          intake.lose(end - at);
          at = end;
        }
        while (at < end && !signal.aborted) {
          at += intake.push(sound, at, end);
          if (at < end) await intake.ready();
        }
        await new Promise((resolve) => setTimeout(resolve, next() < 0.2 ? 2 : 0));
      }
    },
  };
}

function bytesOf(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(pieces));
}

/** Records a stream, from its start or from the prediction with index `from` on. */
async function recorded(options: Partial<StreamOptions>, from = -1) {
  const stream = await openStream({ source: ragged(true), model, maxLatencyMs: 200, ...options });
  const pieces: Uint8Array[] = [];
  const write = (bytes: Uint8Array) => void pieces.push(bytes);
  if (from < 0) await stream.record(write);
  let begun: Promise<unknown> | null = null;
  stream.predictions$.subscribe(({ index }) => {
    if (index >= from && from >= 0) begun ??= stream.record(write);
  });
  const predictions = await lastValueFrom(stream.predictions$.pipe(toArray()));
  await begun;
  return { predictions, bytes: bytesOf(pieces) };
}

async function again(recording: Recording, options: Partial<StreamOptions> = {}): Promise<Prediction[]> {
  const { snapshot, head } = recording;
  const stream = await openStream({
    source: replayRecording(recording),
    model,
    ...(snapshot && { snapshot }),
    ...(head.onGap && { onGap: head.onGap }),
    ...options,
  });
  return lastValueFrom(stream.predictions$.pipe(toArray()));
}

const bits = (predictions: readonly Prediction[]) => predictions.map(predictionBytes);
/** Those of `all` that were delivered live too: what came too late on a busy machine was not. */
function delivered(all: readonly Prediction[], live: readonly Prediction[]): Prediction[] {
  const indexes = new Set(live.map(({ index }) => index));
  return all.filter(({ index }) => indexes.has(index));
}

const facts = (predictions: readonly Prediction[]) => predictions.map(({ gap, settled }) => ({ gap, settled }));
const gate = () => voiceActivity({ model: loudnessModel(), label: 'loud', hangoverMs: 100, preRollMs: 100 });

describe('a recording of a stream', () => {
  it.each([
    ['over shared memory', { transport: 'shared' }],
    ['over messages', { transport: 'messages' }],
    ['whose missing samples are silence', { onGap: 'zeros' }],
    ['whose missing samples reset it', { onGap: 'reset' }],
    ['of another rate', { source: { ...ragged(true), open: async () => ({ sampleRate: 44_100 }) } }],
    ['with a gate', { gate: gate() }],
  ] as [string, Partial<StreamOptions>][])('gives the same predictions again, to the bit: %s', async (_, options) => {
    const { predictions, bytes } = await recorded(options);
    const recording = readRecording(bytes);
    expect(recording.cut).toBeNull();
    const all = await again(recording, options.gate === undefined ? {} : { gate: gate() });
    const replayed = delivered(all, predictions);
    expect(predictions.length).toBeGreaterThan(20);
    expect(bits(replayed)).toEqual(bits(predictions));
    expect(facts(replayed)).toEqual(facts(predictions));
    expect(all.some(({ gap }) => gap > 0)).toBe(true);
  });

  it('that begins in the middle of a stream replays from there', async () => {
    const { predictions, bytes } = await recorded({}, 60);
    const all = await again(readRecording(bytes));
    const first = all[0]?.index ?? 0;
    expect(first).toBeGreaterThan(60);
    expect(all.length).toBeGreaterThan(10);
    expect(bits(delivered(all, predictions))).toEqual(bits(predictions.filter(({ index }) => index >= first)));
  });

  it('holds the samples that the stream heard: skipped samples are a gap in it', async () => {
    const torrent: Source = {
      ...ragged(true),
      async feed(intake) {
        for (let at = 0; at < 20 * RATE; at += 1000) {
          intake.lose(1000 - intake.push(sound, at % RATE, (at % RATE) + 1000));
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      },
    };
    const slow = tinyModel({ hidden: 300, layers: 3 });
    const { predictions, bytes } = await recorded({ source: torrent, model: slow, maxLatencyMs: 100 });
    const all = await again(readRecording(bytes), { model: slow });
    expect(all.some(({ gap }) => gap > 0)).toBe(true);
    expect(predictions.length).toBeGreaterThan(5);
    expect(bits(delivered(all, predictions))).toEqual(bits(predictions));
  });

  it('names the source, model and gate that it was recorded from', async () => {
    const startedMs = Date.now();
    const { bytes } = await recorded({ onGap: 'zeros', gate: gate() });
    const { head, blocks } = readRecording(bytes);
    expect(head).toMatchObject({ sampleRate: RATE, source: 'ragged', live: true, onGap: 'zeros' });
    expect([head.model.name, head.gate?.name]).toEqual(['tiny', 'loudness']);
    expect(Math.abs(head.startedAtMs - startedMs)).toBeLessThan(60_000);
    for (const block of blocks) {
      if (block.kind === 'samples' && !Number.isNaN(block.capturedAtMs)) {
        expect(Math.abs(block.capturedAtMs - startedMs)).toBeLessThan(60_000);
      }
    }
  });

  it('is refused while another one runs, on a closed stream, and without a write function', async () => {
    const stream = await openStream({ source: ragged(true), model });
    const stop = await stream.record(() => undefined);
    await expect(stream.record(() => undefined)).rejects.toThrow('it is recorded already');
    await expect(stream.record(7 as never)).rejects.toThrow("'write' must be a function: received 7");
    await stop();
    await stop();
    const second = await stream.record(() => undefined);
    await stream.close();
    await second();
    await expect(stream.record(() => undefined)).rejects.toMatchObject({ code: 'STREAM_CLOSED' });
  });

  it('ends when its engine dies, and says so', async () => {
    const mortal = mortalPlatform();
    const stream = await mortal.open({ source: replay(sound, { sampleRate: RATE, pace: 'real-time' }), model });
    const pieces: Uint8Array[] = [];
    await stream.record((bytes) => void pieces.push(bytes));
    stream.predictions$.subscribe(({ index }) => {
      if (index === 50) mortal.kill();
    });
    await lastValueFrom(stream.predictions$.pipe(toArray()));
    const { cut, blocks } = readRecording(bytesOf(pieces));
    expect(cut).toMatch(/^the engine died: /);
    expect(blocks.length).toBeGreaterThan(40);
  });
});

describe('replayRecording() with timing', () => {
  it('pushes blocks at the pace at which they were captured', async () => {
    const pieces: Uint8Array[] = [];
    const head = { sampleRate: RATE, source: 's', live: true, startedAtMs: 0, model: { name: 'm', checksum: 0 } };
    const writer = new RecordingWriter((bytes) => pieces.push(bytes), { ...head, gate: null, onGap: null }, null);
    const times = [5000, 5010, 5010, 5400, 5390];
    for (const timeMs of times) writer.samples(new Float32Array(160), timeMs);
    writer.end('');
    const clock = new FakeClock();
    const put: number[] = [];
    const intake = {
      push: (samples: Float32Array, from = 0) => {
        put.push(clock.now());
        return samples.length - from;
      },
      ready: async () => undefined,
      lose: () => undefined,
      report: () => undefined,
      lend: () => {
        throw new Error('not lent');
      },
    };
    const startMs = clock.now();
    await replayRecording(bytesOf(pieces), { timing: true, clock }).feed(intake, new AbortController().signal);
    expect(put.map((ms) => ms - startMs)).toEqual([0, 10, 10, 400, 400]);
  });
});

describe('readRecording()', () => {
  it('reads a file that is cut short up to the cut, and says so', async () => {
    const { bytes } = await recorded({});
    const whole = readRecording(bytes);
    const kept = (length: number) => {
      const { blocks, cut } = readRecording(bytes.subarray(0, length));
      expect(cut).toMatch(/cut short/);
      expect(blocks).toEqual(whole.blocks.slice(0, blocks.length));
      return blocks.length;
    };
    const counts = [1, 2, 100, 1000, 5000, 20_000].map((less) => kept(bytes.length - less));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts.at(-1)).toBeGreaterThan(0);
    const stream = await openStream({ source: replayRecording(bytes.subarray(0, bytes.length - 5000)), model });
    const events = lastValueFrom(stream.events$.pipe(toArray()));
    expect((await lastValueFrom(stream.predictions$.pipe(toArray()))).length).toBeGreaterThan(50);
    expect(await events).toContainEqual({ kind: 'warning', message: expect.stringMatching(/is not whole/) });
  });

  it('reads a damaged file up to the damage', async () => {
    const { bytes } = await recorded({});
    const whole = readRecording(bytes);
    const next = random(8);
    for (let i = 0; i < 60; i++) {
      const changed = bytes.slice();
      const at = 600 + Math.floor(next() * (bytes.length - 600));
      changed[at] = (changed[at] as number) ^ (1 << Math.floor(next() * 8));
      const { blocks, cut } = readRecording(changed);
      expect(cut).not.toBeNull();
      expect(blocks.length).toBeLessThan(whole.blocks.length);
      expect(blocks.at(-1)).toEqual(whole.blocks[blocks.length - 1]);
    }
  });

  it('refuses other files with one sentence', async () => {
    const { bytes } = await recorded({});
    const refused = (change: (copy: Uint8Array, view: DataView) => unknown) => {
      const copy = bytes.slice();
      const changed = change(copy, new DataView(copy.buffer));
      const given = changed instanceof Uint8Array ? changed : copy;
      expect(() => readRecording(given)).toThrow(expect.objectContaining({ code: 'RECORDING_UNREADABLE' }));
    };
    for (let length = 0; length < 150; length += 7) refused((copy) => copy.subarray(0, length));
    refused((copy) => copy.fill(0));
    refused((_, view) => view.setUint32(8, 2, true));
    refused((_, view) => view.setUint32(12, 0xffffffff, true));
    refused((_, view) => view.setUint32(12, 65_537, true));
    refused((copy) => copy.fill(0, 40, 41));
    const next = random(4);
    for (let i = 0; i < 50; i++) refused((copy) => copy.map(() => Math.floor(next() * 256)));
  });

  it('accepts no block larger than the file, and no gap longer than a stream can mark', () => {
    const pieces: Uint8Array[] = [];
    const head = { sampleRate: RATE, source: 's', live: true, startedAtMs: 0, model: { name: 'm', checksum: 0 } };
    const writer = new RecordingWriter((bytes) => pieces.push(bytes), { ...head, gate: null, onGap: null }, null);
    for (const missing of [Number.NaN, Infinity, -5, 2.5, 1e300]) writer.missing(missing);
    const bytes = bytesOf(pieces);
    expect(readRecording(bytes).blocks.map((block) => (block.kind === 'missing' ? block.samples : -1))).toEqual([
      0,
      2 ** 31 - 1,
      0,
      2,
      2 ** 31 - 1,
    ]);
    const huge = new Uint8Array(bytes.length + 12);
    huge.set(bytes);
    new DataView(huge.buffer).setUint32(bytes.length, 1, true);
    new DataView(huge.buffer).setUint32(bytes.length + 4, 0xfffffff0, true);
    expect(readRecording(huge).cut).toMatch(/have changed/);
  });

  it.each(['sampleRate', 'source', 'model', 'gate', 'startedAtMs'])('refuses a head without %s', (name) => {
    const head = { sampleRate: RATE, source: 's', live: true, startedAtMs: 0, model: { name: 'm', checksum: 0 } };
    const pieces: Uint8Array[] = [];
    const { [name as 'source']: _, ...less } = { ...head, gate: null, onGap: null };
    new RecordingWriter((bytes) => pieces.push(bytes), less as never, null);
    expect(() => readRecording(bytesOf(pieces))).toThrow(`'${name}' is wrong`);
  });
});
