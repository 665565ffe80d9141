// Whatever the bytes are: a table is read or refused with a sentence. Tables are cut, mixed and sprinkled with bytes,
// by a seed.
import { expect, it } from 'vitest';
import { SluiceError } from '#src/errors.js';
import { random } from '../support/random.js';
import { isoTime, readTable, spelled, timeAt } from '../support/tables.js';

const RUNS = 600;
const SPRINKLES = [
  '"',
  "'",
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '\0',
  '#',
  '-',
  '9',
  'e',
  '°',
  '\u00ff',
  ',,,,',
  '\n\n',
  'time,a\n',
  '""',
];

const WHOLE = [
  spelled(60),
  spelled(60, { separator: ';', number: (value) => String(value).replace('.', ',') }),
  spelled(60, { separator: '","' }).replace(/^(.+)$/gm, '"$1"'),
  [
    'entity_id,state,last_changed',
    ...Array.from({ length: 60 }, (_, i) => `s.${i % 2},${i}.5,${isoTime(timeAt(i))}`),
    '',
  ].join('\n'),
  [
    ',result,table,_time,_value,_field',
    ...Array.from({ length: 60 }, (_, i) => `,,0,${isoTime(timeAt(i))},${i}.5,t`),
    '',
  ].join('\r\n'),
];

it(`reads or refuses ${RUNS} broken tables, with a sentence, and never gives a row without a time`, async () => {
  let read = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const bytes = broken(seed);
    try {
      const { times, rows, names } = await readTable(bytes);
      expect(times.every(Number.isFinite), `seed ${seed}`).toBe(true);
      expect(
        rows.every((row) => row.length === names.length),
        `seed ${seed}`,
      ).toBe(true);
      expect(
        rows.flat().some((value) => !Number.isNaN(value)),
        `seed ${seed}`,
      ).toBe(true);
      read++;
    } catch (error) {
      if (!(error instanceof SluiceError)) throw error;
      expect([error.code, error.message.startsWith('Cannot read the series: ')], `seed ${seed}`).toEqual([
        'DATA_UNUSABLE',
        true,
      ]);
    }
  }
  expect(read).toBeGreaterThan(RUNS / 10);
  expect(read).toBeLessThan(RUNS);
}, 60_000);

function broken(seed: number): Uint8Array {
  const next = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  let text = pick(WHOLE);
  for (let times = 1 + Math.floor(next() * 8); times > 0; times--) {
    const at = Math.floor(next() * text.length);
    const kind = next();
    if (kind < 0.5) text = text.slice(0, at) + pick(SPRINKLES) + text.slice(at);
    else if (kind < 0.7) text = text.slice(0, at) + text.slice(at + Math.floor(next() * 200));
    else if (kind < 0.8) text = text.slice(0, at);
    else if (kind < 0.9) text = text.slice(0, at) + pick(WHOLE).slice(Math.floor(next() * 500));
    else text = text.slice(at) + text.slice(0, at);
  }
  const bytes = new TextEncoder().encode(text);
  if (next() < 0.2) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
  return bytes;
}
