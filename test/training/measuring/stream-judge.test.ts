import { describe, expect, it } from 'vitest';
import { type SaidWord, StreamJudge } from '#src/training/measuring/stream-judge.js';

const HOP_MS = 20;
const SETTINGS = {
  enter: { a: 0.5, b: 0.5 },
  exit: { a: 0.25, b: 0.25 },
  smoothingMs: 0,
  minDurationMs: 0,
  refractoryMs: 200,
};

/** Scores of 1 for a label in the hops from `fromMs` to `toMs`. */
function judged(words: readonly SaidWord[], sounds: readonly { label: number; fromMs: number; toMs: number }[]) {
  const judge = new StreamJudge(['none', 'a', 'b'], HOP_MS, SETTINGS, words);
  for (let ms = HOP_MS; ms <= 10_000; ms += HOP_MS) {
    const scores = new Float32Array(3);
    for (const { label, fromMs, toMs } of sounds) if (ms > fromMs && ms <= toMs) scores[label] = 1;
    judge.step(scores, ms);
  }
  return judge.qualities().map(({ label, words: said, missed, falseAccepts }) => [label, said, missed, falseAccepts]);
}

describe('StreamJudge', () => {
  const word = { label: 1, fromMs: 1000, toMs: 1600 };

  it.each([
    ['within the word', 1400, 0, 0],
    ['up to 750 ms after its end', 2300, 0, 0],
    ['later than that', 2400, 1, 1],
    ['before its beginning', 900, 1, 1],
  ])('takes a detection %s (at %i ms) for what it is', (_, atMs, missed, falseAccepts) => {
    expect(judged([word], [{ label: 1, fromMs: atMs, toMs: atMs + 100 }])).toEqual([
      ['a', 1, missed, falseAccepts],
      ['b', 0, 0, 0],
    ]);
  });

  it('takes a second detection of the same word, or one of another phrase, for a false accept', () => {
    const sounds = [
      { label: 1, fromMs: 1200, toMs: 1300 },
      { label: 1, fromMs: 1700, toMs: 1800 },
      { label: 2, fromMs: 1300, toMs: 1400 },
    ];
    expect(judged([word], sounds)).toEqual([
      ['a', 1, 0, 1],
      ['b', 0, 0, 1],
    ]);
  });

  it('counts every word that nobody detects', () => {
    const words = Array.from({ length: 5 }, (_, i) => ({ label: 1 + (i % 2), fromMs: i * 2000, toMs: i * 2000 + 500 }));
    expect(judged(words, [])).toEqual([
      ['a', 3, 3, 0],
      ['b', 2, 2, 0],
    ]);
  });
});
