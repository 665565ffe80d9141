// The benchmark's score, on cases that can be worked out by hand, and on the published simple detector.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readLabelled } from '#bench/nab/labelled-series.js';
import { normalized, PROFILES, type Profile, probation, scoreCorpus, scoreLeftOut } from '#bench/nab/score.js';
import { tail, windowedGaussian } from '#bench/nab/windowed-gaussian.js';

const [standard, lowFp, lowFn] = PROFILES as [Profile, Profile, Profile];
const ROWS = 400;
/** 0 everywhere but in the rows given. */
const at = (...rows: number[]) => Float64Array.from({ length: ROWS }, (_, i) => (rows.includes(i) ? 1 : 0));
const score = (scores: Float64Array, profile = standard, windows: [number, number][] = [[200, 239]]) =>
  scoreCorpus([{ name: 'a/b.csv', scores, windows }], profile);

describe('the score', () => {
  it('is 100 for a detection at the first row of each window and nothing else, 0 for saying nothing', () => {
    for (const profile of PROFILES) {
      expect(score(at(200), profile).score).toBeCloseTo(100, 9);
      expect(score(at(), profile).score).toBe(0);
    }
  });

  it('is worth less the later a detection comes, and only the best of a window counts', () => {
    const scores = [200, 210, 220, 239].map((row) => score(at(row)).score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[3]).toBeGreaterThan(0);
    expect(score(at(220, 200, 239)).score).toBeCloseTo(100, 9);
  });

  it('counts what lies outside of a window the less, the nearer it is behind one', () => {
    const cost = (row: number) => 100 - score(at(200, row)).score;
    expect(cost(150)).toBeCloseTo((100 * 0.11) / 2, 9); // before the first window: all of it
    expect(cost(241)).toBeLessThan(cost(260));
    expect(cost(399)).toBeCloseTo((100 * 0.11) / 2, 3);
    expect(100 - score(at(200, 150), lowFp).score).toBeCloseTo((100 * 0.22) / 2, 9);
  });

  it('does not see what comes within the probation', () => {
    expect(probation(ROWS)).toBe(60);
    expect(probation(20_000)).toBe(750);
    expect(score(at(10, 59, 200)).score).toBeCloseTo(100, 9);
    expect(score(at(60, 200)).score).toBeLessThan(100);
  });

  it('takes one threshold for all files: the best', () => {
    const loud = Float64Array.from({ length: ROWS }, (_, i) => (i === 200 ? 0.9 : i % 50 === 0 ? 0.5 : 0));
    const found = scoreCorpus(
      [
        { name: 'a/loud.csv', scores: loud, windows: [[200, 239]] },
        { name: 'a/quiet.csv', scores: at(200).map((v) => 0.8 * v), windows: [[200, 239]] },
      ],
      standard,
    );
    expect(found.threshold).toBe(0.8);
    expect(found.score).toBeCloseTo(100, 9);
    expect(found.files.map(({ detectedWindows, falsePositives }) => [detectedWindows, falsePositives])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  it('gives a group that is left out the threshold of the others', () => {
    const windows: [number, number][] = [[200, 239]];
    const noisy = Float64Array.from({ length: ROWS }, (_, i) => (i === 200 ? 0.6 : i % 5 === 0 ? 0.5 : 0));
    const files = [
      { name: 'a/quiet.csv', scores: at(200).map((v) => 0.5 * v), windows },
      { name: 'b/noisy.csv', scores: noisy, windows },
      { name: 'b/noisy-too.csv', scores: noisy, windows },
    ];
    // `a` is scored at 0.6, which it does not reach; `b` at 0.5, where all its noise is found.
    const { files: scored, score: leftOut } = scoreLeftOut(files, standard);
    expect(scored.map(({ detectedWindows }) => detectedWindows)).toEqual([0, 1, 1]);
    expect(scored[1]?.falsePositives).toBeGreaterThan(50);
    expect(leftOut).toBeLessThan(scoreCorpus(files, standard).score);
    const alike = ['a/1.csv', 'b/2.csv'].map((name) => ({ name, scores: at(200), windows }));
    expect(scoreLeftOut(alike, standard).score).toBeCloseTo(100, 9);
  });

  it('weighs a missed window twice where misses are to be few', () => {
    const windows: [number, number][] = [
      [100, 119],
      [300, 319],
    ];
    expect(score(at(100), standard, windows).score).toBeCloseTo(50, 9);
    expect(score(at(100), lowFn, windows).files[0]?.score).toBeCloseTo(1 - 2, 9);
    expect(normalized(-2, 1, lowFn)).toBe(0);
  });
});

describe('windowedGaussian()', () => {
  it('knows the tail of the normal distribution', () => {
    expect(tail(0)).toBeCloseTo(0.5, 7);
    expect(tail(1.959964)).toBeCloseTo(0.025, 6);
    expect(tail(6) / 9.865876e-10).toBeCloseTo(1, 5);
  });

  it('scores a value by those before it', () => {
    const scores = windowedGaussian([1, 2, 1, 2, 1, 2, 1.5, 9]);
    expect(scores[6]).toBeCloseTo(0.5, 6);
    expect(scores[7]).toBeGreaterThan(0.999999);
  });
});

const shared = fileURLToPath(new URL('../../../shared/data/series', import.meta.url));

describe.skipIf(!existsSync(shared))('on the benchmark (skipped where the shared data are not)', () => {
  it('the windowed Gaussian gets about what is published for it: 39.6 over all 58 files, of which these are 33', () => {
    const files = readLabelled(shared).map(({ name, values, windows }) => ({
      name,
      windows,
      scores: windowedGaussian(values),
    }));
    expect(files).toHaveLength(33);
    expect(scoreCorpus(files, standard).score).toBeGreaterThan(33);
    expect(scoreCorpus(files, standard).score).toBeLessThan(43);
    const nothing = files.map((file) => ({ ...file, scores: new Float64Array(file.scores.length) }));
    expect(scoreCorpus(nothing, standard).score).toBe(0);
  }, 180_000);
});
