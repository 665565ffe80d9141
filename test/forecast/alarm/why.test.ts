// Why there is an alarm, in a sentence, for what only many rows show.
import { describe, expect, it } from 'vitest';
import { whyOf } from '#src/forecast/alarm/why.js';

const FACTS = { channel: 'door', value: 3.5, expected: 2, spread: 0.1, took: 0, known: 0, unit: null } as const;
const MINUTE = 60_000;

describe('whyOf()', () => {
  it('says how long there was no event, and how long it was at most', () => {
    expect(whyOf({ ...FACTS, reason: 'missing event', took: 52 * MINUTE, known: 24 * MINUTE })).toBe(
      'door has had no event for 52 min: the longest time without one was 24 min',
    );
  });

  it('says so where it was longer at other times of the day', () => {
    expect(whyOf({ ...FACTS, reason: 'missing event', took: 5.5 * 60 * MINUTE })).toBe(
      'door has had no event for 5.5 h, at a time when they come more often',
    );
  });

  it('says how soon a cycle came round, and what the others say of a channel', () => {
    expect(whyOf({ ...FACTS, reason: 'period', took: 900, known: 2500 })).toBe(
      'door came round again after 900 ms: the shortest time was 2.5 s',
    );
    expect(whyOf({ ...FACTS, reason: 'relation' })).toBe(
      'door no longer follows the other channels as it did: it is 3.5, by them 2',
    );
  });
});
