// An engine thread that is killed, or throws: another takes its place, subscribers stay, and samples that are gone
// are a gap.
import { BehaviorSubject, filter, firstValueFrom, lastValueFrom, Subject, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import {
  type Detection,
  openStream,
  type Prediction,
  predictionBytes,
  type Row,
  replay,
  rows,
  type Source,
  type Stream,
  type StreamEvent,
  type StreamStats,
  seriesModel,
} from '#src/node/index.js';
import { type Mortal, mortalPlatform } from '../support/mortal-platform.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const RATE = 16_000;
const BLOCK = 800;
/** Blocks whose predictions, five each, may be under way. */
const MOST_BLOCKS = 8;
const model = tinyModel();
const sound = randomSound(6 * RATE, RATE, 3);

/** Comes in blocks of 50 ms; `before` is called with the number of the block that is next, and waited for. */
function stepped(before: (block: number) => void | Promise<void>, { live }: { live: boolean }): Source {
  return {
    name: 'stepped',
    live,
    open: async () => ({ sampleRate: RATE }),
    async feed(intake, signal) {
      for (let at = 0, block = 0; at < sound.length && !signal.aborted; at += BLOCK, block++) {
        await before(block);
        for (let from = at; from < at + BLOCK && !signal.aborted; ) {
          from += intake.push(sound, from, at + BLOCK);
          if (from < at + BLOCK) await intake.ready();
        }
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
    },
  };
}

/** Rows of three channels: five words each, so that no ring and no block holds a whole number of them. */
const watched = seriesModel({ channels: ['a', 'b', 'c'], learnFor: 100 });
const series: readonly Row[] = Array.from({ length: 900 }, (_, i) => ({
  timeMs: 60_000 * i,
  values: [Math.sin(i / 9), Math.cos(i / 5) + (i % 7) / 20, (i % 11) / 3],
}));

/** How far predictions have come, for a source that waits for them. */
class Progress {
  endsAtMs = Number.NEGATIVE_INFINITY;

  follow(stream: Stream): Stream {
    stream.predictions$.subscribe({ next: ({ endsAtMs }) => (this.endsAtMs = endsAtMs), error: () => undefined });
    return stream;
  }

  async reaches(ms: number): Promise<void> {
    while (this.endsAtMs < ms) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/**
 * The rows of `series`, ten at a time, each ten once those before are predicted on; at each of `kills`, in the middle
 * of ten, the engine is killed.
 */
async function* dyingAt(mortal: Mortal, progress: Progress, kills: readonly number[]): AsyncGenerator<Row> {
  for (const [i, row] of series.entries()) {
    if (i >= 10 && i % 10 === 0) await progress.reaches((series[i - 10] as Row).timeMs);
    if (kills.includes(i)) await mortal.replace();
    yield row;
  }
}

interface Heard {
  readonly predictions: Prediction[];
  readonly detections: Detection[];
  readonly events: StreamEvent[];
  readonly stats: StreamStats;
}

async function listen(stream: Stream): Promise<Heard> {
  const [predictions, detections, events, stats] = await Promise.all([
    lastValueFrom(stream.predictions$.pipe(toArray())),
    lastValueFrom(stream.detections$.pipe(toArray())),
    lastValueFrom(stream.events$.pipe(toArray())),
    lastValueFrom(stream.stats$),
  ]);
  return { predictions, detections, events, stats };
}

const placed = ({ label, startsAtMs, endsAtMs }: Detection) => ({ label, startsAtMs, endsAtMs });
const undisturbed = async () => listen(await openStream({ source: replay(sound, { sampleRate: RATE }), model }));
const restarts = ({ events }: Heard) => events.filter(({ kind }) => kind === 'restarted').length;

describe('an engine that is killed, with shared memory,', () => {
  it.each([true, false])(
    'changes nothing but an event: every prediction comes once, with the same bits (live: %s)',
    async (live) => {
      const expected = await undisturbed();
      const mortal = mortalPlatform();
      const kills = new Set([23, 71]);
      const progress = new Progress();
      // Of a live stream the oldest predictions are overwritten where this thread is too busy to read them. So no more
      // are under way than have room: else a machine under load loses some, and they are counted as missed.
      const before = async (block: number) => {
        if (block > MOST_BLOCKS) await progress.reaches(50 * (block - MOST_BLOCKS) - 30);
        if (kills.has(block)) mortal.kill();
      };
      const source = stepped(before, { live });
      const heard = await listen(progress.follow(await mortal.open({ source, model, maxLatencyMs: 10_000 })));
      expect(heard.predictions.map(predictionBytes)).toEqual(expected.predictions.map(predictionBytes));
      expect(heard.predictions.every(({ gap }) => gap === 0)).toBe(true);
      expect(heard.detections.map(placed)).toEqual(expected.detections.map(placed));
      expect(restarts(heard)).toBe(2);
      expect(mortal.lives).toBe(3);
      expect(heard.stats).toMatchObject({ dropped: 0, skipped: 0, missed: 0, predictions: 598 });
    },
  );

  it('continues a series at the start of a row: every row once, with the same bits', async () => {
    const options = { model: watched, source: rows(series, { channels: 3 }) };
    const expected = (await listen(await openStream(options))).predictions;
    const mortal = mortalPlatform();
    const progress = new Progress();
    const source = rows(dyingAt(mortal, progress, [333, 707]), { channels: 3 });
    const heard = await listen(progress.follow(await mortal.open({ ...options, source })));
    expect(heard.predictions.map(predictionBytes)).toEqual(expected.map(predictionBytes));
    expect(heard.predictions).toHaveLength(series.length);
    expect(restarts(heard)).toBe(2);
  });

  it('marks samples as a gap that were overwritten before the next engine could read them, with right times', async () => {
    const mortal = mortalPlatform();
    // the ring holds 8192 samples; while the engine is dead the source goes on for a second and a half
    const [dies, lives] = [30 * BLOCK, 60 * BLOCK];
    const source: Source = {
      ...stepped(() => undefined, { live: true }),
      async feed(intake) {
        let replaced = Promise.resolve();
        for (let at = 0; at < sound.length; at += BLOCK) {
          if (at === dies) replaced = mortal.replace();
          if (at === lives) await replaced.then(() => intake.ready()); // the next one reads
          intake.lose(BLOCK - intake.push(sound, at, at + BLOCK));
          if (at < dies || at >= lives) await new Promise((resolve) => setTimeout(resolve, 6));
        }
      },
    };
    const { predictions, stats } = await listen(await mortal.open({ source, model, maxLatencyMs: 200 }));
    const gaps = predictions.reduce((sum, { gap }) => sum + gap, 0);
    expect(gaps).toBeGreaterThan(RATE / 2);
    expect(gaps).toBeLessThanOrEqual(stats.dropped + stats.skipped);
    expect(predictions.map(({ index }) => index)).toEqual(predictions.map((_, i) => i));
    const ends = predictions.map(({ endsAtMs }) => endsAtMs);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(ends.at(-1)).toBeGreaterThan(5900);
    expect(ends.at(-1)).toBeLessThanOrEqual(6000);
  });
});

describe('an engine that is killed, over messages,', () => {
  it('continues from its last checkpoint; samples that it got and did not use are a gap', async () => {
    const mortal = mortalPlatform();
    const progress = new Progress();
    let replaced = Promise.resolve();
    const source = stepped(
      async (block) => {
        if (block === 50) await progress.reaches(50 * block - 30);
        if (block === 50)
          replaced = mortal.replace(); // and this block is sent to the dead
        else await replaced;
      },
      { live: true },
    );
    const stream = await mortal.open({ source, model, transport: 'messages', maxLatencyMs: 10_000 });
    const heard = await listen(progress.follow(stream));
    const { predictions, stats } = heard;
    expect(restarts(heard)).toBe(1);
    const gaps = predictions.reduce((sum, { gap }) => sum + gap, 0);
    expect(gaps).toBeGreaterThanOrEqual(BLOCK);
    expect(gaps).toBeLessThanOrEqual(RATE + BLOCK); // there is a checkpoint at least once a second
    expect(stats.dropped).toBe(gaps);
    // predictions that this thread missed are counted; beside those there are no gaps
    expect((predictions.at(-1)?.index ?? 0) + 1).toBe(predictions.length + stats.missed);
    expect(predictions.at(-1)?.endsAtMs).toBeGreaterThan(5980);
    // the state continued: a while after the gap the predictions are nearly those without one
    const expected = await undisturbed();
    const last = predictions.at(-1) as Prediction;
    const same = expected.predictions.find(({ endsAtMs }) => Math.abs(endsAtMs - last.endsAtMs) < 10) as Prediction;
    for (const [i, score] of last.scores.entries()) expect(score).toBeCloseTo(same.scores[i] as number, 0);
  });
});

describe('an engine of series that is killed', () => {
  const given: Row[] = Array.from({ length: 600 }, (_, i) => ({ timeMs: 1e12 + 1000 * i, values: [Math.sin(i / 9)] }));
  const series = seriesModel({ channels: ['level'], learnFor: 100 });

  /** Row by row. Row 400 comes after `kill`, while the next engine loads its part for series. */
  const source = (kill: () => Promise<void>) =>
    rows(
      (async function* () {
        for (const [i, row] of given.entries()) {
          if (i === 400) await kill();
          if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 4));
          yield row;
        }
      })(),
      { channels: 1 },
    );

  it.each(['shared', 'messages'] as const)('continues from its last checkpoint, transport %s', async (transport) => {
    const expected = await listen(
      await openStream({ source: source(async () => undefined), model: series, transport }),
    );
    const mortal = mortalPlatform();
    const restarted = new Subject<void>();
    const seen = new BehaviorSubject(0);
    const kill = async () => {
      await firstValueFrom(seen.pipe(filter((rows) => rows === 400)));
      mortal.kill();
      await firstValueFrom(restarted);
    };
    const stream = await mortal.open({ source: source(kill), model: series, transport });
    stream.events$.subscribe(({ kind }) => kind === 'restarted' && restarted.next());
    stream.predictions$.subscribe(({ index }) => seen.next(index + 1));
    const heard = await listen(stream);
    expect(restarts(heard)).toBe(1);
    expect(heard.predictions.at(-1)).toMatchObject({ endsAtMs: given.at(-1)?.timeMs, settled: true });
    if (transport === 'messages') return; // rows that it got and did not use are a gap
    expect(heard.predictions.map(predictionBytes)).toEqual(expected.predictions.map(predictionBytes));
  });
});

describe('an engine that is killed over messages, with a series,', () => {
  it('continues at the start of a row, whatever part of a row was posted', async () => {
    const mortal = mortalPlatform();
    // rows are posted to the dead engine until the credit is less than a row
    const kills = [251, 702];
    async function* torrent() {
      for (const [i, row] of series.entries()) {
        if (kills.includes(i)) mortal.kill();
        yield row;
      }
    }
    const source = rows(torrent(), { channels: 3 });
    const heard = await listen(await mortal.open({ model: watched, source, transport: 'messages' }));
    expect(restarts(heard)).toBe(kills.length);
    const times = new Set(series.map(({ timeMs }) => timeMs));
    const ends = heard.predictions.map(({ endsAtMs }) => endsAtMs);
    expect(ends.filter((endsAtMs) => !times.has(endsAtMs))).toEqual([]);
    expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b));
    expect(ends.at(-1)).toBe(series.at(-1)?.timeMs);
    const lost = heard.predictions.reduce((sum, { gap }) => sum + gap, 0);
    expect(lost).toBeGreaterThan(0);
    expect(Number.isInteger(lost)).toBe(true);
    expect(ends.length + lost).toBeGreaterThanOrEqual(series.length);
  });
});

describe('an engine that throws', () => {
  /** The first engines die when they have slept so often. */
  const poison = (lives: number, sleeps: number) => `
    const { wait } = Atomics;
    let sleeps = 0;
    if (life <= ${lives}) Atomics.wait = (...given) => {
      if (++sleeps > ${sleeps}) throw new Error('poison');
      return wait.apply(Atomics, given);
    };`;

  it('is restarted with less and less of its past: the fifth engine goes on', async () => {
    const mortal = mortalPlatform(poison(4, 5));
    const heard = await listen(await mortal.open({ source: stepped(() => undefined, { live: false }), model }));
    expect(restarts(heard)).toBe(4);
    expect(heard.events).toContainEqual({ kind: 'restarted', reason: 'poison' });
    expect(heard.predictions.map(({ index }) => index)).toEqual(heard.predictions.map((_, i) => i));
    expect(heard.predictions.at(-1)?.endsAtMs).toBeGreaterThan(5980);
  });

  it('ends the stream after four tries: ENGINE_FAILED', async () => {
    const mortal = mortalPlatform(poison(1000, 3));
    const stream = await mortal.open({ source: stepped(() => undefined, { live: false }), model });
    await expect(lastValueFrom(stream.predictions$)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    expect(mortal.lives).toBe(5);
    await stream.close();
  });

  it('rejects the opening where it throws before it runs', async () => {
    const mortal = mortalPlatform("throw new Error('stillborn')");
    const opening = mortal.open({ source: replay(sound, { sampleRate: RATE }), model });
    await expect(opening).rejects.toMatchObject({ code: 'ENGINE_FAILED', message: /stillborn/ });
    expect(mortal.lives).toBe(1);
  });
});

describe('requests to an engine while it dies', () => {
  it('are answered by the next engine: streams that open, snapshots, thresholds; a stream that closes is closed', async () => {
    const mortal = mortalPlatform();
    const live = () => replay(sound, { sampleRate: RATE, pace: 'real-time' });
    const [one, other] = [await mortal.open({ source: live(), model }), await mortal.open({ source: live(), model })];
    const fired: string[] = [];
    one.detections$.subscribe(({ label }) => fired.push(label));
    other.predictions$.subscribe();
    one.setDetector({ enter: { red: 2, green: 2, blue: 2 } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    fired.length = 0;
    mortal.kill();
    const [snapshot, third] = await Promise.all([
      one.snapshot(),
      mortal.open({ source: replay(sound, { sampleRate: RATE }), model }),
      other.close(),
    ]);
    expect(snapshot.length).toBeGreaterThan(100);
    expect(await lastValueFrom(third.predictions$.pipe(toArray()))).toHaveLength(598);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(fired).toEqual([]); // the thresholds are those that were set
    await one.close();
    await one.close();
  });
});
