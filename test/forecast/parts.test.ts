// The parts of a monitor, each by itself, on cases that can be worked out.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BUCKETS, bucketOf, EDGES, SIGNED_EDGES, signedBucketOf } from '#src/forecast/buckets.js';
import { ChannelScale } from '#src/forecast/channel.js';
import { DayProfile } from '#src/forecast/day-profile.js';
import { exp, exponentOf, ln, powerOfTwo } from '#src/forecast/elementary.js';
import { Onset } from '#src/forecast/onset.js';
import { LinearReadout } from '#src/forecast/readout.js';
import { Recent } from '#src/forecast/recent.js';
import { Restlessness } from '#src/forecast/restlessness.js';
import { Standstill } from '#src/forecast/standstill.js';
import { TailProbability } from '#src/forecast/tail.js';
import { random } from '../support/random.js';
import { normal } from './support.js';

const source = fileURLToPath(new URL('../../src/forecast', import.meta.url));
const HOUR = 3_600_000;
const tailOf = (signed: boolean) => new TailProbability(signed, new Float64Array(TailProbability.numbers(signed)));

/** As a monitor asks: for both tails, before a number is counted. */
function ask(tail: TailProbability, x: number): void {
  tail.rarity(x);
  tail.rarityBelow(x);
}

function filled(tail: TailProbability, count: number, next: () => number): TailProbability {
  for (let i = 0; i < count; i++) {
    const x = next();
    ask(tail, x);
    tail.add(x);
  }
  return tail;
}

describe('exp() and ln()', () => {
  it('are what Math says, to the last few bits', () => {
    const next = random(1);
    for (let i = 0; i < 20_000; i++) {
      const x = 1400 * next() - 700;
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
      const y = Math.exp(x);
      expect(Math.abs(ln(y) - Math.log(y))).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(Math.log(y))));
    }
  });

  it('bear what has no answer', () => {
    expect([exp(-800), exp(800), exp(Number.NaN), exp(0)]).toEqual([0, Number.POSITIVE_INFINITY, Number.NaN, 1]);
    expect([ln(0), ln(Number.POSITIVE_INFINITY), ln(-1), ln(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      0,
    ]);
    expect(ln(5e-324)).toBeCloseTo(Math.log(5e-324), 10);
  });

  it('know powers of two', () => {
    for (let k = -1022; k <= 1023; k++) {
      expect(powerOfTwo(k)).toBe(2 ** k);
      expect(exponentOf(2 ** k)).toBe(k);
    }
  });

  it('are all that src/forecast takes logarithms and powers with', () => {
    const differing = /Math\.(exp|log|pow|sin|cos|tan|sinh|cosh|tanh|asinh|atan|cbrt|hypot|expm1|log1p|log2|log10)\b/;
    const found = readdirSync(source).filter((file) => {
      const code = readFileSync(`${source}/${file}`, 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');
      return differing.test(code);
    });
    expect(found).toEqual([]);
  });
});

describe('buckets', () => {
  it('hold what lies between their edges, upwards and downwards', () => {
    const next = random(2);
    for (let i = 0; i < 5000; i++) {
      const x = 120 * next() ** 4;
      const at = bucketOf(x);
      expect(x >= (EDGES[at] as number) && x < (EDGES[at + 1] as number)).toBe(true);
      expect(signedBucketOf(x)).toBe(BUCKETS + at);
      const below = signedBucketOf(-x - 1e-9);
      expect(-x - 1e-9 >= (SIGNED_EDGES[below] as number) && -x - 1e-9 <= (SIGNED_EDGES[below + 1] as number)).toBe(
        true,
      );
    }
    expect([bucketOf(-3), bucketOf(Number.NaN), bucketOf(1e300)]).toEqual([0, 0, BUCKETS - 1]);
  });
});

describe('TailProbability', () => {
  it('counts, and goes on where nothing has been counted', () => {
    const next = random(1);
    const tail = filled(tailOf(false), 5000, () => -Math.log(1 - next())); // exponential: -ln P(x) = x
    for (const x of [0.5, 1, 3, 5]) expect(Math.abs(tail.rarity(x) - x)).toBeLessThan(0.25);
    expect(Math.abs(tail.rarity(15) - 15)).toBeLessThan(3);
    expect(Number.isFinite(tail.rarity(1e9))).toBe(true);
  });

  it('knows both tails of numbers of both signs', () => {
    const tail = filled(tailOf(true), 8000, normal(2));
    const truth: readonly (readonly [number, number])[] = [
      [0, Math.log(2)],
      [1.2816, Math.log(10)],
      [2.3263, Math.log(100)],
      [3.0902, Math.log(1000)],
    ];
    for (const [z, rarity] of truth) {
      expect(Math.abs(tail.rarity(z) - rarity)).toBeLessThan(0.4);
      expect(Math.abs(tail.rarityBelow(-z) - rarity)).toBeLessThan(0.4);
    }
    expect(tail.rarityBelow(3)).toBeLessThan(0.01);
  });

  it('is less sure of what is far out the fewer separate times it was out at all', () => {
    const next = random(3);
    let [value, i] = [0, 0];
    const runs = () => {
      if (i++ % 20 === 0) value = next();
      return value;
    };
    const often = filled(tailOf(false), 4000, random(3));
    const seldom = filled(tailOf(false), 4000, runs);
    expect(Math.abs(often.rarity(0.9) - seldom.rarity(0.9))).toBeLessThan(0.6);
    expect(often.rarity(1.5)).toBeGreaterThan(seldom.rarity(1.5) + 3);
  });

  it('counts an anomalous number as no more than a little beyond all before', () => {
    const [careful, trusting] = [5, 5].map((seed) => filled(tailOf(true), 1000, normal(seed))) as [
      TailProbability,
      TailProbability,
    ];
    for (const x of [60, -60]) {
      ask(careful, x);
      careful.add(x, x > 0, x < 0);
      ask(trusting, x);
      trusting.add(x);
    }
    expect(careful.rarity(60)).toBeGreaterThan(trusting.rarity(60) + 5);
    expect(careful.rarityBelow(-60)).toBeGreaterThan(trusting.rarityBelow(-60) + 5);
  });

  it('forgets what was long ago', () => {
    const tail = filled(tailOf(false), 10_000, () => 100);
    filled(tail, 90_000, () => 1);
    expect(tail.rarity(100)).toBeGreaterThan(9); // of 100,000 a tenth was
  });
});

describe('LinearReadout', () => {
  it('learns what two targets are made of', () => {
    const state = new Float64Array(LinearReadout.numbers(3, 2));
    const readout = new LinearReadout(3, 2, { forgetting: 1, prior: 1e-3 }, state);
    const next = normal(2);
    for (let i = 0; i < 200; i++) {
      const x = Float64Array.of(next(), next(), 1);
      const truth = [2 * (x[0] as number) - 1, (x[1] as number) - 3 * (x[0] as number)];
      readout.learn(
        x,
        truth.map((value, t) => value - readout.predict(x, t)),
      );
    }
    const x = Float64Array.of(0.5, -1, 1);
    expect(readout.predict(x, 0)).toBeCloseTo(0, 3);
    expect(readout.predict(x, 1)).toBeCloseTo(-2.5, 3);
  });

  it('does not run away on inputs that say nothing new', () => {
    const state = new Float64Array(LinearReadout.numbers(3, 1));
    const readout = new LinearReadout(3, 1, { forgetting: 0.999, prior: 1 }, state);
    const x = Float64Array.of(1, 0, 0);
    for (let i = 0; i < 100_000; i++) readout.learn(x, [2 - readout.predict(x, 0)]);
    expect(state.every(Number.isFinite)).toBe(true);
    expect(readout.predict(x, 0)).toBeCloseTo(2, 6);
  });

  it('goes on for 100,000 rows: rounding does not grow in it, and it stays symmetric and right', () => {
    const inputs = 6;
    const state = new Float64Array(LinearReadout.numbers(inputs, 1));
    const readout = new LinearReadout(inputs, 1, { forgetting: 0.999, prior: 1 }, state);
    const [next, noise] = [normal(31), normal(32)];
    const truth = Float64Array.from({ length: inputs }, (_, i) => i - 2.5);
    const x = new Float64Array(inputs);
    for (let row = 0; row < 100_000; row++) {
      for (let i = 0; i < inputs; i++) x[i] = i === 0 ? 1 : next() + 0.5 * (x[i - 1] as number);
      const value = truth.reduce((sum, weight, i) => sum + weight * (x[i] as number), 0.1 * noise());
      readout.learn(x, [value - readout.predict(x, 0)]);
    }
    const p = (i: number, j: number) => state[inputs + i * inputs + j] as number;
    for (let i = 0; i < inputs; i++) {
      expect(Math.abs((state[i] as number) - (truth[i] as number))).toBeLessThan(0.02);
      expect(p(i, i)).toBeGreaterThan(0);
      expect(p(i, i)).toBeLessThan(0.01); // of 1000 rows or so
      for (let j = 0; j < i; j++) expect(p(i, j)).toBe(p(j, i));
    }
  });

  it('is as unsure as in the beginning, and keeps what it knows, where rounding has made its certainty impossible', () => {
    const state = new Float64Array(LinearReadout.numbers(2, 1));
    const readout = new LinearReadout(2, 1, { forgetting: 0.999, prior: 1 }, state);
    state.set([3, 4, -5, 0, 0, -5]);
    const x = Float64Array.of(1, 1);
    readout.learn(x, [1]);
    expect([...state]).toEqual([3, 4, 1, 0, 0, 1]);
    for (let i = 0; i < 100; i++) readout.learn(x, [9 - readout.predict(x, 0)]);
    expect(readout.predict(x, 0)).toBeCloseTo(9, 1);
  });
});

describe('Restlessness', () => {
  it('knows how large errors usually are, and tells when they have grown', () => {
    const rest = new Restlessness(new Float64Array(Restlessness.NUMBERS));
    const told = new Float64Array(Restlessness.FEATURES);
    for (let i = 0; i < 3000; i++) rest.learn(i % 2 === 0 ? 0.5 : -0.5, 0);
    expect(rest.size(0)).toBeCloseTo(0.51, 6);
    for (let i = 0; i < 10; i++) rest.learn(2, 0);
    rest.tell(told, 0);
    expect(told[0] as number).toBeGreaterThan(told[1] as number);
    expect(told[1] as number).toBeGreaterThan(told[2] as number);
    expect(told[2] as number).toBeGreaterThan(0.1);
  });
});

describe('DayProfile', () => {
  it.each([[[2]], [[2, -1]], [[3, 3, 3, 3]], [[0.5, -2, 1, 3.5, 0]]])(
    'measures by the mean and variance of an hour and three values of the whole channel: %j',
    (values) => {
      const day = new DayProfile(new Float64Array(DayProfile.NUMBERS));
      for (const value of values) day.learn(5 * HOUR, value);
      const count = values.length + 3;
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const squares = values.reduce((sum, value) => sum + value * value, 3) / count;
      expect(day.apart(5 * HOUR, 1)).toBeCloseTo((1 - mean) / Math.sqrt(squares - mean * mean), 12);
    },
  );

  it('finds what is usual, but not at this hour', () => {
    const day = new DayProfile(new Float64Array(DayProfile.NUMBERS));
    const at = (i: number) => (i * HOUR) / 12;
    for (let i = 0; i < 288 * 10; i++) day.learn(at(i), i % 288 < 144 ? 1 : -1);
    expect(Math.abs(day.apart(at(72), 1))).toBeLessThan(1);
    expect(day.apart(at(72), -1)).toBeLessThan(-5);
    expect(day.apart(at(216), 1)).toBeGreaterThan(5);
  });

  it('bears times before 1970', () => {
    const day = new DayProfile(new Float64Array(DayProfile.NUMBERS));
    for (let i = 0; i < 50; i++) day.learn(-i * HOUR, 1);
    expect(Number.isFinite(day.apart(-HOUR / 7, 1))).toBe(true);
  });
});

describe('ChannelScale', () => {
  it('has the level and the spread of all values so far, however far from 0 they are', () => {
    const scale = new ChannelScale(new Float64Array(ChannelScale.NUMBERS));
    const next = normal(4);
    const values = Array.from({ length: 500 }, () => 1000 + 2 * next());
    for (const value of values) scale.add(value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(scale.value(0)).toBeCloseTo(mean, 9);
    expect(scale.width(1)).toBeCloseTo(Math.sqrt(variance), 9);
  });

  it.each([
    ['in the first row', [0], -9999],
    ['in the twentieth', [19], 65_535],
    ['four times in the first twenty', [2, 3, 7, 18], -9999],
    ['in the first row, as large as there is', [0], Number.MAX_VALUE],
  ])('is not spoilt by a value that is none: %s', (_, at, glitch) => {
    const scale = new ChannelScale(new Float64Array(ChannelScale.NUMBERS));
    const next = normal(33);
    for (let i = 0; i < 500; i++) scale.add(at.includes(i) ? glitch : 20 + 0.1 * next());
    expect(Math.abs(scale.value(0) - 20)).toBeLessThan(0.05);
    expect(scale.width(1)).toBeGreaterThan(0.09);
    expect(scale.width(1)).toBeLessThan(0.2);
  });

  it('is not spoilt by one where the others are all alike, and follows when they move', () => {
    const scale = new ChannelScale(new Float64Array(ChannelScale.NUMBERS));
    for (let i = 0; i < 100; i++) scale.add(i === 4 ? -9999 : 20);
    expect(scale.value(0)).toBe(20);
    for (let i = 0; i < 400; i++) scale.add(i % 2 === 0 ? 20 : 21);
    expect(scale.width(1)).toBeGreaterThan(0.4);
    expect(scale.width(1)).toBeLessThan(1);
  });

  it('keeps a first value that is far out, but not wildly', () => {
    const scale = new ChannelScale(new Float64Array(ChannelScale.NUMBERS));
    const next = normal(34);
    const values = Array.from({ length: 40 }, (_, i) => (i === 3 ? 8 : next()));
    for (const value of values) scale.add(value);
    expect(scale.value(0)).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
  });
});

describe('Standstill', () => {
  const standing = () => new Standstill(new Float64Array(Standstill.NUMBERS));
  const SAME = 1e-9;

  it('finds the longer rare the longer it lasts, where no value was ever like the one before', () => {
    const still = standing();
    const next = normal(5);
    for (let i = 0; i < 3000; i++) expect(still.of(next(), SAME)).toBe(0);
    const rarities = Array.from({ length: 41 }, () => still.of(7, SAME));
    expect(rarities[1]).toBeLessThan(1);
    expect(rarities[40]).toBeGreaterThan(10);
    expect(rarities).toEqual([...rarities].sort((a, b) => a - b));
  });

  it('says little of what stands still by nature, and of a constant nothing', () => {
    const still = standing();
    const next = random(6);
    let value = 0;
    const rarities = Array.from({ length: 20_000 }, () => {
      if (next() < 0.05) value = next();
      return still.of(value, SAME);
    });
    const rare = (than: number) => rarities.slice(1000).filter((rarity) => rarity > than).length / 19_000;
    expect(rare(Math.log(100))).toBeLessThan(0.01);
    expect(rare(Math.log(10_000))).toBeLessThan(0.0005);
    const constant = standing();
    for (let i = 0; i < 5000; i++) expect(constant.of(3, SAME)).toBeLessThan(1);
  });

  it('takes for normal what lasts', () => {
    const still = standing();
    const next = normal(7);
    for (let i = 0; i < 1000; i++) still.of(next(), SAME);
    const rarities = Array.from({ length: 3000 }, () => still.of(7, SAME));
    expect(Math.max(...rarities)).toBeGreaterThan(8);
    expect(rarities.at(-1)).toBeLessThan(4);
  });
});

describe('Recent', () => {
  it('has the mean of the last 25, and the mean size of the last few, each capped', () => {
    const recent = new Recent(new Float64Array(Recent.NUMBERS));
    for (let i = 1; i <= 3; i++) recent.push(-i);
    expect(recent.mean).toBe(-2);
    for (let i = 1; i <= 100; i++) recent.push(i);
    expect(recent.mean).toBe(88);
    expect(recent.meanSize(2, 1000)).toBe(99.5);
    expect(recent.meanSize(4, 98.5)).toBe((98.5 + 98.5 + 98 + 97) / 4);
  });
});

describe('Onset', () => {
  const onsetOf = (channels: number, threshold = 2) =>
    new Onset({ grave: 2, stretch: 5, most: 100 }, threshold, new Float64Array(Onset.numbers(channels)));
  const say = (onset: Onset, severities: readonly number[], channel = 0) =>
    severities.map((severity) => onset.of(severity, channel, true));

  it('says what is grave once, and again only what is graver by a margin, or after the stretch', () => {
    const said = say(onsetOf(1), [1, 1.5, 4, 4, 4.5, 6, 6, 0, 0, 0, 0, 6, 6]);
    expect(said).toEqual([1, 1.5, 4, 0, 0, 6, 0, 0, 0, 0, 0, 6, 0]);
  });

  it('hides no alarm behind a row that was none', () => {
    expect(say(onsetOf(1, 3), [2.9, 2.95, 3.4, 3.5, 2.5])).toEqual([2.9, 0, 3.4, 0, 0]);
  });

  it('says the gravest that there is, once, however grave what was said before', () => {
    expect(say(onsetOf(1), [90, 99, 100, 100, 99])).toEqual([90, 0, 100, 0, 0]);
  });

  it('hides nothing of one channel behind another, and counts the rows of all', () => {
    const onset = onsetOf(3);
    expect(say(onset, [13, 13], 0)).toEqual([13, 0]);
    expect(say(onset, [4, 4], 2)).toEqual([4, 0]);
    expect(say(onset, [13, 13, 13], 0)).toEqual([0, 0, 13]);
    expect(say(onset, [4, 4], 2)).toEqual([0, 4]);
  });

  it('hides nothing once it is cleared', () => {
    const onset = onsetOf(2);
    expect(say(onset, [13, 13], 1)).toEqual([13, 0]);
    onset.clear();
    expect(say(onset, [4], 1)).toEqual([4]);
  });
});
