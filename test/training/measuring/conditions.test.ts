import { describe, expect, it } from 'vitest';
import { CONDITION_NAMES, type ConditionName, makeCondition } from '#src/training/measuring/conditions.js';
import { Room } from '#src/training/measuring/room.js';
import { SpeechLevel } from '#src/training/measuring/speech-level.js';
import { random } from '../../support/random.js';

const RATE = 16_000;

function tone(hz: number, seconds = 1, level = 0.1): Float32Array {
  const gain = level * Math.SQRT2;
  return Float32Array.from({ length: seconds * RATE }, (_, i) => gain * Math.sin((2 * Math.PI * hz * i) / RATE));
}

function levelOf(samples: Float32Array, from = 0): number {
  return Math.sqrt(samples.subarray(from).reduce((sum, sample) => sum + sample * sample, 0) / (samples.length - from));
}

function through(name: ConditionName, samples: Float32Array, level: number, block = 160): Float32Array {
  const condition = makeCondition(name, { sampleRate: RATE, noise: [], seed: 5 });
  const out = samples.slice();
  for (let at = 0; at < out.length; at += block) condition.process(out.subarray(at, at + block), level);
  return out;
}

describe('makeCondition()', () => {
  it.each([
    ['noise-20', 20],
    ['noise-10', 10],
    ['noise-5', 5],
    ['noise-0', 0],
  ] as const)('%s adds noise that is %i dB below the speech', (name, below) => {
    const noise = through(name, new Float32Array(20 * RATE), 0.1);
    expect(20 * Math.log10(levelOf(noise, RATE) / 0.1)).toBeCloseTo(-below, 0);
  });

  it('brings every recording of noise to the same level, whatever it was recorded at', () => {
    const next = random(3);
    const hiss = (level: number) => Float32Array.from({ length: RATE }, () => level * (2 * next() - 1));
    const condition = makeCondition('noise-5', { sampleRate: RATE, noise: [hiss(0.001), hiss(0.9)], seed: 1 });
    const second = () => {
      const out = new Float32Array(RATE);
      condition.process(out, 0.1);
      return 20 * Math.log10(levelOf(out, 2000) / 0.1);
    };
    for (let i = 0; i < 6; i++) expect(second()).toBeCloseTo(-5, 0);
  });

  it.each([
    ['phone-8k', 1000, true],
    ['phone-8k', 100, false],
    ['phone-8k', 4000, false],
    ['narrow-11k', 100, true],
    ['narrow-11k', 4900, true],
    ['narrow-11k', 5600, false],
  ] as const)('%s lets %i Hz through: %s', (name, hz, passes) => {
    const gain = 20 * Math.log10(levelOf(through(name, tone(hz), 0.1), 400) / 0.1);
    if (passes) expect(Math.abs(gain)).toBeLessThan(0.5);
    else expect(gain).toBeLessThan(-35);
  });

  it('gives the same sound for any length of blocks', () => {
    const next = random(9);
    const samples = Float32Array.from({ length: RATE / 4 }, () => 0.2 * (2 * next() - 1));
    for (const name of CONDITION_NAMES.filter((each) => each !== 'room')) {
      expect(through(name, samples, 0.1, 160), name).toEqual(through(name, samples, 0.1, 77));
    }
  });
});

describe('Room', () => {
  it.each([
    [8, 0.3],
    [-2, 0.7],
  ])('puts the direct sound %f dB over a tail that falls by 60 dB in %f s', (directOverReverbDb, seconds) => {
    const room = new Room(RATE, { directOverReverbDb, reverberationSeconds: seconds, gain: 1 }, 3);
    const response = new Float32Array(2 * RATE);
    response[0] = 1;
    room.process(response);
    const energyFrom = (at: number) => response.subarray(at).reduce((sum, sample) => sum + sample * sample, 0);
    expect(10 * Math.log10(1 / energyFrom(1))).toBeCloseTo(directOverReverbDb, 0);
    // Schroeder's backward integral: from 50 ms on, where the early reflections are past.
    const early = energyFrom(0.06 * RATE);
    const later = energyFrom((0.06 + seconds / 3) * RATE);
    const fall = 10 * Math.log10(early / later);
    expect(fall).toBeGreaterThan(15);
    expect(fall).toBeLessThan(40);
  });
});

describe('SpeechLevel', () => {
  it('is that of the speech, whatever the share of pauses', () => {
    const level = new SpeechLevel(RATE);
    for (let i = 0; i < 5; i++) {
      level.add(tone(300, 0.5));
      level.add(new Float32Array(2 * RATE));
    }
    expect(level.value).toBeCloseTo(0.1, 2);
  });

  it('is nothing for silence, and before there was sound', () => {
    const level = new SpeechLevel(RATE);
    expect(level.value).toBe(0);
    level.add(new Float32Array(RATE));
    expect(level.value).toBeLessThan(1e-4);
  });
});
