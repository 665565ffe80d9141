// What rows() refuses, and what it reports.
import { describe, expect, it } from 'vitest';
import { type Row, rows } from '#src/source/rows.js';
import { FakeIntake } from './fake-intake.js';

const NEVER = new AbortController().signal;

async function fed(given: readonly unknown[], channels = 1): Promise<FakeIntake> {
  const intake = new FakeIntake();
  await rows(given as Row[], { channels }).feed(intake, NEVER);
  return intake;
}

describe('rows()', () => {
  it.each([
    [
      'a number as text',
      [{ timeMs: 1, values: ['4.1'] }],
      /a value must be a number, NaN where it is missing: received the text '4.1'/,
    ],
    ['a value that is not there', [{ timeMs: 1, values: [undefined] }], /must be a number.*received undefined/],
    ['null', [{ timeMs: 1, values: [null] }], /must be a number.*received null/],
    ['a time as text', [{ timeMs: '2026-01-01', values: [1] }], /'timeMs' must be a number.*received 2026-01-01/],
    ['a date', [{ timeMs: new Date(0), values: [1] }], /'timeMs' must be a number/],
    ['a row that is too short', [{ timeMs: 1, values: [] }], /must have 1 values: received 0/],
    [
      'rows without any value',
      [
        { timeMs: 1, values: [Number.NaN] },
        { timeMs: 2, values: [Number.NaN] },
      ],
      /received 2 rows without any/,
    ],
  ])('refuses %s', async (_, given, sentence) => {
    await expect(fed(given)).rejects.toThrow(sentence);
  });

  it('takes missing values beside others, and an array without rows', async () => {
    const intake = await fed(
      [
        { timeMs: 0, values: [1, Number.NaN] },
        { timeMs: 1000, values: [Number.NaN, 2] },
      ],
      2,
    );
    expect(intake.events).toEqual([]);
    expect((await fed([])).log).toEqual([]);
  });

  it('reports times in seconds and times that go back, once', async () => {
    const seconds = await fed(
      [1_790_000_000, 1_790_000_005, 1_790_000_001, 1_790_000_000].map((timeMs) => ({ timeMs, values: [1] })),
    );
    expect(seconds.events.map((event) => 'message' in event && event.message)).toEqual([
      expect.stringMatching(
        /the first row is of 1970-01-21: 'timeMs' is in milliseconds since 1970, multiply seconds by 1000/,
      ),
      expect.stringMatching(/times go back/),
    ]);
    const ms = await fed([1_790_000_000_000, 1_790_000_005_000].map((timeMs) => ({ timeMs, values: [1] })));
    expect(ms.events).toEqual([]);
  });
});
