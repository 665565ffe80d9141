// An engine thread that is killed, or throws: another takes its place, subscribers stay, and what cannot be had again is a gap.
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
import { mortalPlatform } from '../support/mortal-platform.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const RATE = 16_000;
const BLOCK = 800;
const model = tinyModel();
const sound = randomSound(6 * RATE, RATE, 3);

/** Comes in blocks of 50 ms, each after the predictions of the one before; `before` is called with the number of the block that is next. */
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
  it.each([true, false])('leaves no trace but an event: every prediction once, to the bit (live: %s)', async (live) => {
    const expected = await undisturbed();
    const mortal = mortalPlatform();
    const kills = new Set([23, 71]);
    const source = stepped((block) => (kills.has(block) ? mortal.kill() : undefined), { live });
    const heard = await listen(await mortal.open({ source, model, maxLatencyMs: 10_000 }));
    expect(heard.predictions.map(predictionBytes)).toEqual(expected.predictions.map(predictionBytes));
    expect(heard.predictions.every(({ gap }) => gap === 0)).toBe(true);
    expect(heard.detections.map(placed)).toEqual(expected.detections.map(placed));
    expect(restarts(heard)).toBe(2);
    expect(mortal.lives).toBe(3);
    expect(heard.stats).toMatchObject({ dropped: 0, skipped: 0, missed: 0, predictions: 598 });
  });

  it('marks as a gap what was overwritten before another could read it, and tells the time right', async () => {
    const mortal = mortalPlatform();
    // the ring holds 8192 samples; while the engine is dead the source goes on for a second
    let stream: Stream | undefined;
    const source: Source = {
      ...stepped(() => undefined, { live: true }),
      async feed(intake) {
        for (let at = 0; at < sound.length; at += BLOCK) {
          if (at === 30 * BLOCK) mortal.kill();
          if (at === 60 * BLOCK) await stream?.snapshot(); // of the next engine, however long that takes to start
          intake.lose(BLOCK - intake.push(sound, at, at + BLOCK));
          const dead = at >= 30 * BLOCK && at < 60 * BLOCK;
          if (!dead) await new Promise((resolve) => setTimeout(resolve, 6));
        }
      },
    };
    stream = await mortal.open({ source, model, maxLatencyMs: 200 });
    const { predictions, stats } = await listen(stream);
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
  it('goes on from its last state; what it had been sent and not dealt with is a gap', async () => {
    const mortal = mortalPlatform();
    const source = stepped((block) => (block === 40 ? mortal.kill() : undefined), { live: true });
    const stream = await mortal.open({ source, model, transport: 'messages', maxLatencyMs: 10_000 });
    const heard = await listen(stream);
    const { predictions, stats } = heard;
    expect(restarts(heard)).toBe(1);
    const gaps = predictions.reduce((sum, { gap }) => sum + gap, 0);
    expect(gaps).toBeGreaterThan(0);
    expect(gaps).toBeLessThanOrEqual(RATE);
    expect(stats.dropped).toBe(gaps);
    // where this thread was too slow for some, they are counted; beside those there are no holes
    expect((predictions.at(-1)?.index ?? 0) + 1).toBe(predictions.length + stats.missed);
    expect(predictions.at(-1)?.endsAtMs).toBeGreaterThan(5980);
    // the state went on: what comes a while after the gap is what comes without one, nearly
    const expected = await undisturbed();
    const last = predictions.at(-1) as Prediction;
    const same = expected.predictions.find(({ endsAtMs }) => Math.abs(endsAtMs - last.endsAtMs) < 10) as Prediction;
    for (const [i, score] of last.scores.entries()) expect(score).toBeCloseTo(same.scores[i] as number, 0);
  });
});

describe('an engine of series that is killed', () => {
  const given: Row[] = Array.from({ length: 600 }, (_, i) => ({ timeMs: 1e12 + 1000 * i, values: [Math.sin(i / 9)] }));
  const series = seriesModel({ channels: ['level'], learnFor: 100 });

  /** Row by row; row 400 comes after `kill`, while the next engine loads what watches series. */
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

  it.each(['shared', 'messages'] as const)('goes on from its last state, transport %s', async (transport) => {
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
    if (transport === 'messages') return; // what it had been sent and not dealt with is a gap
    expect(heard.predictions.map(predictionBytes)).toEqual(expected.predictions.map(predictionBytes));
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

  it('is started anew, with less of its past from time to time: the fifth goes on', async () => {
    const mortal = mortalPlatform(poison(4, 5));
    const heard = await listen(await mortal.open({ source: stepped(() => undefined, { live: false }), model }));
    expect(restarts(heard)).toBe(4);
    expect(heard.events).toContainEqual({ kind: 'restarted', reason: 'poison' });
    expect(heard.predictions.map(({ index }) => index)).toEqual(heard.predictions.map((_, i) => i));
    expect(heard.predictions.at(-1)?.endsAtMs).toBeGreaterThan(5980);
  });

  it('again and again ends the stream: ENGINE_FAILED, after four tries', async () => {
    const mortal = mortalPlatform(poison(1000, 3));
    const stream = await mortal.open({ source: stepped(() => undefined, { live: false }), model });
    await expect(lastValueFrom(stream.predictions$)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    expect(mortal.lives).toBe(5);
    await stream.close();
  });

  it('before it ever ran is no engine: opening rejects', async () => {
    const mortal = mortalPlatform("throw new Error('stillborn')");
    const opening = mortal.open({ source: replay(sound, { sampleRate: RATE }), model });
    await expect(opening).rejects.toMatchObject({ code: 'ENGINE_FAILED', message: /stillborn/ });
    expect(mortal.lives).toBe(1);
  });
});

describe('what is asked of an engine while it dies', () => {
  it('is answered by the next: streams that open, snapshots, thresholds; a stream that closes is closed', async () => {
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
