// Scores in, detections out: the rules of the keyword detector as tables. A row is one hop of 10 ms; columns are labels
// after the background.
import { describe, expect, it } from 'vitest';
import type { KeywordSettings } from '#src/model/detector-settings.js';
import { KeywordDetector } from '#src/pipeline/detector/keyword.js';

const HOP_MS = 10;
const LABELS = ['none', 'red', 'green'];
const PLAIN: KeywordSettings = {
  smoothingMs: 0,
  enter: { red: 0.6, green: 0.6 },
  exit: { red: 0.3, green: 0.3 },
  minDurationMs: 0,
  refractoryMs: 0,
};

describe('KeywordDetector: thresholds', () => {
  it('fires once where the score reaches `enter`, however long it stays there', () => {
    expect(fired(PLAIN, reds(0.1, 0.5, 0.59, 0.6, 0.9, 1, 0.9, 0.7))).toEqual(['red at 40']);
  });

  it('fires again only after the score fell below `exit`; equal is not below', () => {
    expect(fired(PLAIN, reds(0.9, 0.4, 0.9, 0.3, 0.9, 0.29, 0.9))).toEqual(['red at 10', 'red at 70']);
  });

  it('compares every label with its own thresholds', () => {
    const settings = { ...PLAIN, enter: { red: 0.9, green: 0.2 }, exit: { red: 0.8, green: 0.1 } };
    const table = [
      row(0.5, 0),
      row(0, 0.25),
      row(0.85, 0.15),
      row(0.95, 0.25),
      row(0.79, 0.05),
      row(0, 0.2),
      row(0.95, 0),
    ];
    expect(fired(settings, table)).toEqual(['green at 20', 'red at 40', 'green at 60', 'red at 70']);
  });

  it('uses half of `enter` for a label without `exit`', () => {
    const settings = { ...PLAIN, exit: {} };
    expect(fired(settings, reds(0.9, 0.31, 0.9, 0.29, 0.9))).toEqual(['red at 10', 'red at 50']);
  });

  it('never keeps a label disarmed above its `enter`', () => {
    const settings = { ...PLAIN, exit: { red: 0.95 } };
    expect(fired(settings, reds(0.9, 0.7, 0.59, 0.7))).toEqual(['red at 10', 'red at 40']);
  });

  it('never fires for the background, nor for a label without a threshold', () => {
    const settings = { ...PLAIN, enter: { none: 0.1, red: 0.6 } };
    const table = Array.from({ length: 20 }, () => Float32Array.of(1, 0, 1));
    expect(fired(settings, table)).toEqual([]);
  });

  it('accepts a label that is the name of an inherited property', () => {
    const labels = ['none', 'constructor', 'toString'];
    const enter = { constructor: 0.6 } as unknown as Record<string, number>;
    const settings = { ...PLAIN, enter, exit: {}, lagMs: {}, durationMs: {} };
    const to = new KeywordDetector(labels, HOP_MS, settings, new Float64Array(KeywordDetector.numbers(3)));
    const found = run(to, [row(0, 1), row(0.9, 0), row(0.31, 0), row(0.9, 0), row(0.29, 0), row(0.9, 0)]);
    expect(found.map(({ label, startsAtMs, endsAtMs }) => [label, startsAtMs, endsAtMs])).toEqual([
      [1, 10, 20],
      [1, 50, 60],
    ]);
  });

  it('reports the label with the highest score where several are above; the first of equals', () => {
    expect(fired(PLAIN, [row(0.7, 0.8)])).toEqual(['green at 10']);
    expect(fired(PLAIN, [row(0.8, 0.7)])).toEqual(['red at 10']);
    expect(fired(PLAIN, [row(0.8, 0.8)])).toEqual(['red at 10']);
  });
});

describe('KeywordDetector: time', () => {
  it('smooths from rest by hop / (hop + smoothing) and reports the smoothed score', () => {
    const settings = { ...PLAIN, smoothingMs: 10, enter: { red: 0.8 } };
    const [event] = events(settings, reds(1, 1, 1, 1)); // 0.5, 0.75, 0.875
    expect(event).toMatchObject({ label: 1, score: 0.875, startsAtMs: 20, endsAtMs: 30 });
  });

  it('ignores a single high score because of the smoothing', () => {
    expect(fired({ ...PLAIN, smoothingMs: 10 }, reds(1, 0, 0, 1, 0, 0))).toEqual([]);
  });

  it('needs the minimum duration without a break', () => {
    const settings = { ...PLAIN, minDurationMs: 30 };
    expect(fired(settings, reds(0.9, 0.9, 0.5, 0.9, 0.9, 0.5))).toEqual([]);
    expect(events(settings, reds(0.5, 0.9, 0.9, 0.9))).toMatchObject([{ startsAtMs: 10, endsAtMs: 40 }]);
  });

  it('rounds a minimum duration between two hops up', () => {
    expect(fired({ ...PLAIN, minDurationMs: 21 }, reds(0.9, 0.9, 0.9))).toEqual(['red at 30']);
  });

  it('does not fire in the refractory period, though armed, and fires in the hop after it', () => {
    const settings = { ...PLAIN, refractoryMs: 50 };
    expect(fired(settings, reds(0.9, 0.1, 0.9, 0.1, 0.9, 0.9, 0.1))).toEqual(['red at 10', 'red at 60']);
  });

  it('lets other labels fire within the refractory period of one', () => {
    const settings = { ...PLAIN, refractoryMs: 500 };
    expect(fired(settings, [row(0.9, 0), row(0, 0.9), row(0.9, 0)])).toEqual(['red at 10', 'green at 20']);
  });

  it('reports times moved by `lagMs` and lengths of `durationMs`, never before the start of the stream', () => {
    const settings = { ...PLAIN, lagMs: { red: 30 }, durationMs: { red: 40 } };
    const late = events(settings, [...reds(...new Array<number>(9).fill(0)), row(0.9, 0)]);
    expect(late).toMatchObject([{ startsAtMs: 30, endsAtMs: 70 }]);
    expect(events(settings, reds(0, 0, 0, 0, 0.9))).toMatchObject([{ startsAtMs: 0, endsAtMs: 20 }]);
    expect(events(settings, reds(0.9))).toMatchObject([{ startsAtMs: 0, endsAtMs: 0 }]);
  });

  it('places a word midway between the rise of its score and the hop that fired, where its lag is known', () => {
    const strict = { ...PLAIN, enter: { red: 0.9 }, exit: { red: 0.3 }, lagMs: { red: 0 }, durationMs: { red: 10 } };
    const [event] = events(strict, reds(0.1, 0.7, 0.7, 0.7, 0.7, 0.95));
    expect(event).toMatchObject({ endsAtMs: 40, placedAtMs: 40 });
    const { lagMs, ...unknown } = strict;
    expect(events(unknown, reds(0.1, 0.7, 0.7, 0.7, 0.7, 0.95))).toMatchObject([{ endsAtMs: 60, placedAtMs: 40 }]);
  });

  it('fires at the same hop whatever `lagMs` and `durationMs` are', () => {
    const table = reds(0.9, 0.1, 0.9, 0.9, 0.1, 0.9);
    const settings = { ...PLAIN, refractoryMs: 20 };
    const shifted = { ...settings, lagMs: { red: 300 }, durationMs: { red: 200 } };
    expect(hops(shifted, table)).toEqual(hops(settings, table));
  });
});

describe('KeywordDetector.configure()', () => {
  it('keeps how long a label has been above', () => {
    const slow = { ...PLAIN, minDurationMs: 100 };
    expect(changed(slow, reds(0.9, 0.9), { ...slow, minDurationMs: 30 }, reds(0.9))).toEqual(['red at 30']);
  });

  it('keeps the smoothed score', () => {
    const strict = { ...PLAIN, smoothingMs: 10, enter: { red: 0.99 } };
    expect(changed(strict, reds(1, 1), { ...strict, enter: { red: 0.87 } }, reds(1))).toEqual(['red at 30']);
  });

  it('keeps a label that has fired disarmed, and its refractory period', () => {
    expect(changed(PLAIN, reds(0.9), { ...PLAIN, enter: { red: 0.5 } }, reds(0.9, 0.9))).toEqual(['red at 10']);
    const resting = { ...PLAIN, refractoryMs: 50 };
    expect(changed(resting, reds(0.9, 0.1), PLAIN, reds(0.9, 0.9, 0.9, 0.9))).toEqual(['red at 10', 'red at 60']);
  });
});

describe('KeywordDetector: its state', () => {
  it('is complete: a detector on a copy continues alike', () => {
    const settings = { ...PLAIN, smoothingMs: 15, minDurationMs: 20, refractoryMs: 60 };
    const table = reds(0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1);
    for (let cut = 0; cut < table.length; cut++) {
      const state = new Float64Array(KeywordDetector.numbers(LABELS.length));
      const before = run(new KeywordDetector(LABELS, HOP_MS, settings, state), table.slice(0, cut));
      const after = run(new KeywordDetector(LABELS, HOP_MS, settings, state.slice()), table.slice(cut), cut);
      expect([...before, ...after]).toEqual(events(settings, table));
    }
  });
});

function row(red: number, green: number): Float32Array {
  return Float32Array.of(1 - red - green, red, green);
}

function reds(...scores: number[]): Float32Array[] {
  return scores.map((score) => row(score, 0));
}

function detector(settings: KeywordSettings): KeywordDetector {
  return new KeywordDetector(LABELS, HOP_MS, settings, new Float64Array(KeywordDetector.numbers(LABELS.length)));
}

interface Event {
  readonly label: number;
  readonly score: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

function run(to: KeywordDetector, table: readonly Float32Array[], hop = 0): Event[] {
  return table.flatMap((scores, i) => {
    const event = to.step(scores, (hop + i + 1) * HOP_MS);
    return event ? [{ ...event }] : [];
  });
}

function events(settings: KeywordSettings, table: readonly Float32Array[]): Event[] {
  return run(detector(settings), table);
}

function fired(settings: KeywordSettings, table: readonly Float32Array[]): string[] {
  return events(settings, table).map(spoken);
}

/** The hops in which something fired. */
function hops(settings: KeywordSettings, table: readonly Float32Array[]): number[] {
  const to = detector(settings);
  return table.flatMap((scores, i) => (to.step(scores, (i + 1) * HOP_MS) ? [i] : []));
}

/** Runs `before` with the one settings, changes them, and runs `after` with the others. */
function changed(
  one: KeywordSettings,
  before: Float32Array[],
  other: KeywordSettings,
  after: Float32Array[],
): string[] {
  const to = detector(one);
  const first = run(to, before);
  to.configure(other);
  return [...first, ...run(to, after, before.length)].map(spoken);
}

function spoken(event: Event): string {
  return `${LABELS[event.label]} at ${event.endsAtMs}`;
}
