// One stream's state and its step: what it reports, how it bears gaps and broken samples, and that streams on one kernel are strangers.
import { beforeAll, describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { Slot } from '#src/pipeline/slot.js';
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

describe('Slot.step()', () => {
  it('counts predictions from 0, from the first full window on', () => {
    const slot = new Slot(program, 16_000);
    expect(slot.index).toBe(-1);
    for (let hop = 1; hop <= 20; hop++) {
      expect(step(slot, sound, (hop - 1) * HOP)).toBe(hop >= WINDOW_HOPS);
      expect(slot.index).toBe(Math.max(-1, hop - WINDOW_HOPS));
    }
  });

  it.each([8000, 16_000, 44_100, 48_000])(
    'ends a prediction at the end of its window, whatever the rate: %i Hz',
    (rate) => {
      const slot = new Slot(program, rate);
      const ends = said(slot, randomSound(rate / 2, rate), (s) => s.endsAtMs);
      expect(ends.length).toBeGreaterThan(40);
      for (const [index, endsAtMs] of ends.entries()) expect(endsAtMs).toBeCloseTo((WINDOW_HOPS + index) * 10, 9);
    },
  );

  it('is settled after a second', () => {
    const settled = said(new Slot(program, 16_000), sound, (s) => s.settled);
    expect(settled.indexOf(true)).toBe(100);
    expect(settled.lastIndexOf(false)).toBe(99);
  });

  it('is settled after the first whole hop that a second has passed by', () => {
    const odd = { ...model, frontEnd: { ...model.frontEnd, hopSamples: 112, windowSamples: 112 } }; // 7 ms: 142.86 hops
    const settled = said(new Slot(new Program(Kernel.create(module), odd), 16_000), sound, (s) => s.settled);
    expect(settled.indexOf(true)).toBe(143);
  });

  it('gives scores that are probabilities and move with the sound', () => {
    const all = said(new Slot(program, 16_000), sound, (s) => [...s.scores]);
    for (const scores of all) expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(new Set(all.map(String)).size).toBeGreaterThan(all.length / 2);
  });

  it('hears in 48000 Hz what it hears in 16000 Hz', () => {
    const slow = said(new Slot(program, 16_000), tones(16_000), (s) => [...s.scores]);
    const fast = said(new Slot(program, 48_000), tones(48_000), (s) => [...s.scores]);
    const off = fast.slice(5).flatMap((scores, i) => scores.map((score, at) => Math.abs(score - slow[i + 5]![at]!)));
    expect(Math.max(...off)).toBeLessThan(0.02);
  });

  it('fires as the model asks, at the times of the prediction', () => {
    const fired = said(new Slot(program, 16_000), sound, (s) => s.fired && { ...s.fired, at: s.endsAtMs });
    const events = fired.filter((event) => event !== null);
    expect(events.length).toBeGreaterThan(0);
    for (const { label, endsAtMs, startsAtMs, score, at } of events) {
      expect(label).toBeGreaterThan(0);
      expect(endsAtMs).toBe(at);
      expect(startsAtMs).toBeLessThan(endsAtMs);
      expect(score).toBeGreaterThanOrEqual(0.4);
    }
  });

  it('fires no more once the thresholds are out of reach', () => {
    const slot = new Slot(program, 16_000);
    slot.setDetector({ ...model.detector, enter: {} });
    expect(said(slot, sound, (s) => s.fired).every((event) => event === null)).toBe(true);
  });
});

describe('Slot.gap()', () => {
  it('moves the times on by what is missing and says so with the next prediction, once', () => {
    const slot = new Slot(program, 16_000);
    for (let hop = 0; hop < 10; hop++) step(slot, sound, hop * HOP);
    expect(slot.endsAtMs).toBe(100);
    slot.gap(1000);
    slot.gap(600);
    expect(step(slot, sound, 0)).toBe(false); // no window reaches over a gap
    expect(step(slot, sound, 0)).toBe(false);
    expect(step(slot, sound, 0)).toBe(true);
    expect(slot).toMatchObject({ index: 8, gapBefore: 1600, endsAtMs: 100 + 100 + 30 });
    step(slot, sound, 0);
    expect(slot).toMatchObject({ index: 9, gapBefore: 0, endsAtMs: 240 });
  });

  it('counts what was taken before the gap, with the samples that the filter held', () => {
    const slot = new Slot(program, 48_000);
    const high = randomSound(48_000, 48_000);
    let taken = 0;
    for (let hop = 0; hop < 10; hop++) {
      const needed = slot.samplesNeeded;
      step(slot, high, taken);
      taken += needed;
    }
    slot.gap(4800);
    for (let hop = 0; hop < WINDOW_HOPS; hop++) step(slot, high, 0);
    expect(slot.endsAtMs).toBeCloseTo((taken + 4800) / 48 + 30, 9);
  });

  it('is unsettled for another second', () => {
    const slot = new Slot(program, 16_000);
    said(slot, sound, () => null);
    expect(slot.settled).toBe(true);
    slot.gap(1);
    const settled = said(slot, sound, (s) => s.settled);
    expect(settled.indexOf(true)).toBe(100);
  });

  it('forgets the samples before it and keeps the state of the network', () => {
    const [slot, other] = [new Slot(program, 16_000), new Slot(program, 16_000)];
    said(slot, sound.subarray(0, 8000), () => null);
    const hidden = [...slot.hidden];
    slot.gap(500);
    expect([...slot.hidden]).toEqual(hidden);
    const after = said(slot, sound, (s) => [...s.features]);
    expect(after).toEqual(said(other, sound, (s) => [...s.features]));
    expect([...slot.scores]).not.toEqual(hidden);
  });
});

describe('Slot: samples that are no numbers', () => {
  it.each([16_000, 44_100])('are heard as silence and counted (%i Hz)', (rate) => {
    const broken = randomSound(rate, rate);
    const silent = broken.slice();
    const wrong = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < 300; i++) {
      broken[5000 + 7 * i] = wrong[i % 3]!;
      silent[5000 + 7 * i] = 0;
    }
    const [one, other] = [new Slot(program, rate), new Slot(program, rate)];
    expect(said(one, broken, bits)).toEqual(said(other, silent, bits));
    expect(one.replaced).toBe(300);
    expect(other.replaced).toBe(0);
  });

  it('are no trouble even where all are', () => {
    const slot = new Slot(program, 16_000);
    const all = said(slot, new Float32Array(16_000).fill(Number.NaN), (s) => s.scores.every(Number.isFinite));
    expect(all.every(Boolean)).toBe(true);
    expect(slot.replaced).toBe(16_000);
  });

  it('do not include the largest and the smallest that are numbers', () => {
    const slot = new Slot(program, 16_000);
    slot.input.fill(3.4e38);
    slot.step();
    slot.input.fill(1e-45);
    slot.step();
    expect(slot.replaced).toBe(0);
  });
});

describe('Slots of one program', () => {
  it('do not disturb each other, at one rate or at several', () => {
    const rates = [16_000, 44_100, 16_000, 48_000, 8000];
    const sounds = rates.map((rate, i) => randomSound(rate / 2, rate, i));
    const alone = rates.map((rate, i) => said(new Slot(fresh(), rate), sounds[i]!, bits));
    const slots = rates.map((rate) => new Slot(program, rate));
    const takers = slots.map((slot, i) => taker(slot, sounds[i]!));
    const together: string[][] = rates.map(() => []);
    for (let more = true; more; ) {
      const turns = takers.map((take) => take());
      for (const [i, slot] of slots.entries()) if (turns[i] === 'prediction') together[i]!.push(bits(slot));
      more = turns.some((turn) => turn !== 'end');
    }
    expect(together).toEqual(alone);
  });

  it('keep their bits while the memory grows under them', () => {
    const expected = said(new Slot(fresh(), 48_000), randomSound(24_000, 48_000), bits);
    const crowded = fresh();
    const slot = new Slot(crowded, 48_000);
    const { growths } = crowded.kernel;
    const got = said(slot, randomSound(24_000, 48_000), (s) => {
      for (let i = 0; i < 20; i++) new Slot(crowded, 48_000);
      return bits(s);
    });
    expect(got).toEqual(expected);
    expect(crowded.kernel.growths).toBeGreaterThan(growths + 10);
  });

  it('start at rest where another was freed before', () => {
    const expected = said(new Slot(fresh(), 16_000), sound, bits);
    const used = fresh();
    const first = new Slot(used, 16_000);
    said(first, randomSound(16_000, 16_000, 9), () => null);
    first.free();
    expect(said(new Slot(used, 16_000), sound, bits)).toEqual(expected);
  });

  it('give their memory back', () => {
    const own = fresh();
    const rates = [16_000, 44_100, 48_000];
    for (const rate of rates) new Slot(own, rate).free();
    const before = own.kernel.memoryBytes;
    for (let i = 0; i < 1000; i++) {
      const slot = new Slot(own, rates[i % 3]!);
      step(slot, sound, 0);
      slot.free();
    }
    expect(own.kernel.memoryBytes).toBe(before);
  });

  it.each([0, -1, 999, 768_001, 44_100.5, Number.NaN, Number.POSITIVE_INFINITY, '16000'])(
    'refuse a rate of %s',
    (rate) => {
      const { memoryBytes } = program.kernel;
      expect(() => new Slot(program, rate as number)).toThrow(RangeError);
      expect(() => new Slot(program, rate as number)).toThrow(`received ${rate}`);
      expect(program.kernel.memoryBytes).toBe(memoryBytes);
    },
  );

  it.each([1000, 1001, 192_000])('open at %i Hz', (rate) => {
    const slot = new Slot(program, rate);
    expect(said(slot, randomSound(rate / 5, rate), (s) => s.scores.every(Number.isFinite))).toContain(true);
    slot.free();
  });
});

function fresh(): Program {
  return new Program(Kernel.create(module), model);
}

/** Gives the slot what its next step needs, from `at` on. */
function step(slot: Slot, samples: Float32Array, at: number): boolean {
  slot.input.set(samples.subarray(at, at + slot.samplesNeeded));
  return slot.step();
}

/** A function that makes one step a call, to the end of the samples. */
function taker(slot: Slot, samples: Float32Array): () => 'end' | 'filling' | 'prediction' {
  let at = 0;
  return () => {
    const needed = slot.samplesNeeded;
    if (at + needed > samples.length) return 'end';
    const from = at;
    at += needed;
    return step(slot, samples, from) ? 'prediction' : 'filling';
  };
}

/** Runs all samples and collects what `of` says at each prediction. */
function said<T>(slot: Slot, samples: Float32Array, of: (slot: Slot) => T): T[] {
  const out: T[] = [];
  const take = taker(slot, samples);
  for (let turn = take(); turn !== 'end'; turn = take()) if (turn === 'prediction') out.push(of(slot));
  return out;
}

/** The bits of scores, hidden state and features. */
function bits(slot: Slot): string {
  return [slot.scores, slot.hidden, slot.features].map((row) => new Uint32Array(row.slice().buffer).join()).join(' ');
}

/** The same tones at any rate. */
function tones(rate: number): Float32Array {
  return Float32Array.from({ length: rate }, (_, i) => {
    const t = i / rate;
    return [220, 700, 1500, 3100].reduce((sum, hz) => sum + 0.2 * Math.sin(2 * Math.PI * hz * t) * Math.sin(9 * t), 0);
  });
}
