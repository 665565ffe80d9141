// From clocks to UTC. What luxon makes of the same clock is the oracle.
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { namedZone, zoneOf } from '#src/series/time/zone.js';
import { random } from '../../support/random.js';

const HOUR = 3_600_000;

describe('zoneOf()', () => {
  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns'])(
    'reads clocks in %s as luxon does, over 40 years',
    (name) => {
      const zone = zoneOf(name);
      const next = random(5);
      for (let i = 0; i < 600; i++) {
        const local = Date.UTC(1990, 0, 1) + Math.floor(next() * 40 * 365 * 24) * HOUR + 900_000;
        const clock = DateTime.fromMillis(local, { zone: 'utc' });
        const expected = clock.setZone(name, { keepLocalTime: true });
        if (expected.hour !== clock.hour) continue; // left out in spring
        const utc = zone?.utc(local, Number.NaN, false) as number;
        const possible = expected.getPossibleOffsets().map((each) => each.toMillis());
        expect(possible, clock.toISO() ?? '').toContain(utc);
      }
    },
  );

  it('goes through the hour that comes twice in autumn without a step back', () => {
    const zone = namedZone('Europe/Berlin');
    const start = Date.UTC(2024, 9, 26, 22); // in UTC, two hours before the change
    const texts = Array.from({ length: 36 }, (_, i) => {
      const utc = start + i * 600_000;
      return { utc, local: utc + DateTime.fromMillis(utc, { zone: 'Europe/Berlin' }).offset * 60_000 };
    });
    let previous = Number.NaN;
    for (const { utc, local } of texts) {
      previous = zone.utc(local, previous, false);
      expect(previous).toBe(utc);
    }
    previous = Number.NaN;
    for (const { utc, local } of [...texts].reverse()) {
      previous = zone.utc(local, previous, true);
      expect(previous).toBe(utc);
    }
  });

  it.each([
    ['UTC', 0],
    ['gmt', 0],
    ['CET', 1],
    ['CEST', 2],
    ['EST', -5],
    ['+01:00', 1],
    ['-0330', -3.5],
    ['UTC+2', 2],
    ['GMT-05:00', -5],
  ])('knows %s', (name, hours) => expect(zoneOf(name)?.utc(0, Number.NaN, false)).toBe(-hours * HOUR + 0));

  it.each(['', 'Berlin', 'Mars/Olympus', '+25', 'noon'])("does not know '%s', and names what it received", (name) => {
    expect(zoneOf(name)).toBeNull();
    expect(() => namedZone(name)).toThrow(`a name such as Europe/Berlin: received '${name}'`);
  });
});
