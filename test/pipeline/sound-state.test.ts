// The state of a stream of sound and its step: what it reports, what gaps and broken samples do, and that streams on
// one kernel do not affect each other.
import { beforeAll, describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { randomSound } from '../support/random.js';
import { tinyModel } from '../support/tiny-model.js';

const HOP = 160;
const WINDOW_HOPS = 3; // the first window of 400 samples is full with the third hop of 160
const model = tinyModel({ layers: 2 });
const sound = randomSound(48_000, 16_000, 4);

let module: WebAssembly.Module;
let program: Program;

beforeAll(async () => {
  module = await readKernel();
  program = new Program(Kernel.create(module), model);
});

describe('SoundState.step()', () => {
  it('counts predictions from 0, from the first full window on', () => {
    const state = new SoundState(program, 16_000);
    expect(state.index).toBe(-1);
    for (let hop = 1; hop <= 20; hop++) {
      expect(step(state, sound, (hop - 1) * HOP)).toBe(hop >= WINDOW_HOPS);
      expect(state.index).toBe(Math.max(-1, hop - WINDOW_HOPS));
    }
  });

  it.each([8000, 16_000, 44_100, 48_000])(
    'ends a prediction at the end of its window, whatever the rate: %i Hz',
    (rate) => {
      const state = new SoundState(program, rate);
      const ends = collect(state, randomSound(rate / 2, rate), (s) => s.endsAtMs);
      expect(ends.length).toBeGreaterThan(40);
      for (const [index, endsAtMs] of ends.entries()) expect(endsAtMs).toBeCloseTo((WINDOW_HOPS + index) * 10, 9);
    },
  );

  it('is settled after a second', () => {
    const settled = collect(new SoundState(program, 16_000), sound, (s) => s.settled);
    expect(settled.indexOf(true)).toBe(100);
    expect(settled.lastIndexOf(false)).toBe(99);
  });

  it('is settled after the first whole hop after a second', () => {
    const odd = { ...model, frontEnd: { ...model.frontEnd, hopSamples: 112, windowSamples: 112 } }; // 7 ms: 142.86 hops
    const settled = collect(new SoundState(new Program(Kernel.create(module), odd), 16_000), sound, (s) => s.settled);
    expect(settled.indexOf(true)).toBe(143);
  });

  it('gives scores that are probabilities and move with the sound', () => {
    const all = collect(new SoundState(program, 16_000), sound, (s) => [...s.scores]);
    for (const scores of all) expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(new Set(all.map(String)).size).toBeGreaterThan(all.length / 2);
  });

  it('gives at 48000 Hz nearly what it gives at 16000 Hz', () => {
    const slow = collect(new SoundState(program, 16_000), tones(16_000), (s) => [...s.scores]);
    const fast = collect(new SoundState(program, 48_000), tones(48_000), (s) => [...s.scores]);
    const off = fast.slice(5).flatMap((scores, i) => scores.map((score, at) => Math.abs(score - slow[i + 5]![at]!)));
    expect(Math.max(...off)).toBeLessThan(0.02);
  });

  it('fires at the thresholds of the model, with the times of the prediction', () => {
    const fired = collect(new SoundState(program, 16_000), sound, (s) => s.fired && { ...s.fired, at: s.endsAtMs });
    const events = fired.filter((event) => event !== null);
    expect(events.length).toBeGreaterThan(0);
    for (const { label, endsAtMs, startsAtMs, score, at } of events) {
      expect(label).toBeGreaterThan(0);
      expect(endsAtMs).toBe(at);
      expect(startsAtMs).toBeLessThan(endsAtMs);
      expect(score).toBeGreaterThanOrEqual(0.4);
    }
  });

  it('fires no longer when the thresholds are out of reach', () => {
    const state = new SoundState(program, 16_000);
    state.setDetector({ ...model.detector, enter: {} });
    expect(collect(state, sound, (s) => s.fired).every((event) => event === null)).toBe(true);
  });
});

describe('SoundState.gap()', () => {
  it('moves the times on by the missing samples and reports them with the next prediction, once', () => {
    const state = new SoundState(program, 16_000);
    for (let hop = 0; hop < 10; hop++) step(state, sound, hop * HOP);
    expect(state.endsAtMs).toBe(100);
    state.gap(1000);
    state.gap(600);
    expect(step(state, sound, 0)).toBe(false); // no window reaches over a gap
    expect(step(state, sound, 0)).toBe(false);
    expect(step(state, sound, 0)).toBe(true);
    expect(state).toMatchObject({ index: 8, gapBefore: 1600, endsAtMs: 100 + 100 + 30 });
    step(state, sound, 0);
    expect(state).toMatchObject({ index: 9, gapBefore: 0, endsAtMs: 240 });
  });

  it('counts the samples before the gap, those that the filter held included', () => {
    const state = new SoundState(program, 48_000);
    const high = randomSound(48_000, 48_000);
    let taken = 0;
    for (let hop = 0; hop < 10; hop++) {
      const needed = state.samplesNeeded;
      step(state, high, taken);
      taken += needed;
    }
    state.gap(4800);
    for (let hop = 0; hop < WINDOW_HOPS; hop++) step(state, high, 0);
    expect(state.endsAtMs).toBeCloseTo((taken + 4800) / 48 + 30, 9);
  });

  it('is not settled for another second', () => {
    const state = new SoundState(program, 16_000);
    collect(state, sound, () => null);
    expect(state.settled).toBe(true);
    state.gap(1);
    const settled = collect(state, sound, (s) => s.settled);
    expect(settled.indexOf(true)).toBe(100);
  });

  it('drops the samples before it and keeps the state of the network', () => {
    const [state, other] = [new SoundState(program, 16_000), new SoundState(program, 16_000)];
    collect(state, sound.subarray(0, 8000), () => null);
    const hidden = [...state.hidden];
    state.gap(500);
    expect([...state.hidden]).toEqual(hidden);
    const after = collect(state, sound, (s) => [...s.features]);
    expect(after).toEqual(collect(other, sound, (s) => [...s.features]));
    expect([...state.scores]).not.toEqual(hidden);
  });
});

describe('SoundState: samples that are NaN or infinite', () => {
  it.each([16_000, 44_100])('count as silence and are counted (%i Hz)', (rate) => {
    const broken = randomSound(rate, rate);
    const silent = broken.slice();
    const wrong = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < 300; i++) {
      broken[5000 + 7 * i] = wrong[i % 3]!;
      silent[5000 + 7 * i] = 0;
    }
    const [one, other] = [new SoundState(program, rate), new SoundState(program, rate)];
    expect(collect(one, broken, bits)).toEqual(collect(other, silent, bits));
    expect(one.replaced).toBe(300);
    expect(other.replaced).toBe(0);
  });

  it('give finite scores even where all samples are', () => {
    const state = new SoundState(program, 16_000);
    const all = collect(state, new Float32Array(16_000).fill(Number.NaN), (s) => s.scores.every(Number.isFinite));
    expect(all.every(Boolean)).toBe(true);
    expect(state.replaced).toBe(16_000);
  });

  it('do not include the largest and the smallest finite numbers', () => {
    const state = new SoundState(program, 16_000);
    state.input.fill(3.4e38);
    state.step();
    state.input.fill(1e-45);
    state.step();
    expect(state.replaced).toBe(0);
  });
});

describe('States of one program', () => {
  it('do not disturb each other, at one rate or at several', () => {
    const rates = [16_000, 44_100, 16_000, 48_000, 8000];
    const sounds = rates.map((rate, i) => randomSound(rate / 2, rate, i));
    const alone = rates.map((rate, i) => collect(new SoundState(fresh(), rate), sounds[i]!, bits));
    const states = rates.map((rate) => new SoundState(program, rate));
    const takers = states.map((state, i) => taker(state, sounds[i]!));
    const together: string[][] = rates.map(() => []);
    for (let more = true; more; ) {
      const turns = takers.map((take) => take());
      for (const [i, state] of states.entries()) if (turns[i] === 'prediction') together[i]!.push(bits(state));
      more = turns.some((turn) => turn !== 'end');
    }
    expect(together).toEqual(alone);
  });

  it('keep their bits while the memory grows', () => {
    const expected = collect(new SoundState(fresh(), 48_000), randomSound(24_000, 48_000), bits);
    const crowded = fresh();
    const state = new SoundState(crowded, 48_000);
    const { growths } = crowded.kernel;
    const got = collect(state, randomSound(24_000, 48_000), (s) => {
      for (let i = 0; i < 20; i++) new SoundState(crowded, 48_000);
      return bits(s);
    });
    expect(got).toEqual(expected);
    expect(crowded.kernel.growths).toBeGreaterThan(growths + 10);
  });

  it('start at rest in memory that another state has used', () => {
    const expected = collect(new SoundState(fresh(), 16_000), sound, bits);
    const used = fresh();
    const first = new SoundState(used, 16_000);
    collect(first, randomSound(16_000, 16_000, 9), () => null);
    first.free();
    expect(collect(new SoundState(used, 16_000), sound, bits)).toEqual(expected);
  });

  it('give their memory back', () => {
    const own = fresh();
    const rates = [16_000, 44_100, 48_000];
    for (const rate of rates) new SoundState(own, rate).free();
    const before = own.kernel.memoryBytes;
    for (let i = 0; i < 1000; i++) {
      const state = new SoundState(own, rates[i % 3]!);
      step(state, sound, 0);
      state.free();
    }
    expect(own.kernel.memoryBytes).toBe(before);
  });

  it.each([0, -1, 999, 768_001, 44_100.5, Number.NaN, Number.POSITIVE_INFINITY, '16000'])(
    'refuse a rate of %s',
    (rate) => {
      const { memoryBytes } = program.kernel;
      expect(() => new SoundState(program, rate as number)).toThrow(RangeError);
      expect(() => new SoundState(program, rate as number)).toThrow(`received ${rate}`);
      expect(program.kernel.memoryBytes).toBe(memoryBytes);
    },
  );

  it.each([1000, 1001, 192_000])('open at %i Hz', (rate) => {
    const state = new SoundState(program, rate);
    expect(collect(state, randomSound(rate / 5, rate), (s) => s.scores.every(Number.isFinite))).toContain(true);
    state.free();
  });
});

function fresh(): Program {
  return new Program(Kernel.create(module), model);
}

/** Puts the samples of the next step into `input`, from `at` on. */
function step(state: SoundState, samples: Float32Array, at: number): boolean {
  state.input.set(samples.subarray(at, at + state.samplesNeeded));
  return state.step();
}

/** A function that makes one step a call, to the end of the samples. */
function taker(state: SoundState, samples: Float32Array): () => 'end' | 'filling' | 'prediction' {
  let at = 0;
  return () => {
    const needed = state.samplesNeeded;
    if (at + needed > samples.length) return 'end';
    const from = at;
    at += needed;
    return step(state, samples, from) ? 'prediction' : 'filling';
  };
}

/** Runs all samples and collects what `of` returns at each prediction. */
function collect<T>(state: SoundState, samples: Float32Array, of: (state: SoundState) => T): T[] {
  const out: T[] = [];
  const take = taker(state, samples);
  for (let turn = take(); turn !== 'end'; turn = take()) if (turn === 'prediction') out.push(of(state));
  return out;
}

/** The bits of scores, hidden state and features. */
function bits(state: SoundState): string {
  return [state.scores, state.hidden, state.features]
    .map((row) => new Uint32Array(row.slice().buffer).join())
    .join(' ');
}

/** The same tones at any rate. */
function tones(rate: number): Float32Array {
  return Float32Array.from({ length: rate }, (_, i) => {
    const t = i / rate;
    return [220, 700, 1500, 3100].reduce((sum, hz) => sum + 0.2 * Math.sin(2 * Math.PI * hz * t) * Math.sin(9 * t), 0);
  });
}
