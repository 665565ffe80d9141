// Numbers of cells. `Number` is the oracle where it reads the same notation.
import { describe, expect, it } from 'vitest';
import { numberReader } from '#src/series/cells/numbers.js';
import { random } from '../../support/random.js';

const point = numberReader({ decimal: '.', unit: '' });
const comma = numberReader({ decimal: ',', unit: '' });

describe('numberReader()', () => {
  it('reads what Number reads to the last bit, with a point and with a comma', () => {
    const next = random(3);
    for (let i = 0; i < 5000; i++) {
      const number = (next() - 0.5) * 10 ** Math.floor(18 * next() - 9);
      const text = i % 3 === 0 ? String(number) : number.toFixed(Math.floor(next() * 8));
      expect(point(text), text).toBe(Number(text));
      expect(comma(text.replace('.', ',')), text).toBe(Number(text));
    }
  });

  it.each([
    ['1,234.5', 1234.5],
    ['1,234,567', 1_234_567],
    ['-12 345.25', -12_345.25],
    ["1'234'567.5", 1_234_567.5],
    ["'20.3", 20.3],
    ['−4.5', -4.5],
    ['+4', 4],
    ['.5', 0.5],
    ['5.', 5],
    ['6.02e23', 6.02e23],
    ['1E-3', 0.001],
    [' 7 ', 7],
    ['0', 0],
    ['-0', -0],
    ['12345678901234567890', 1.2345678901234567e19],
  ])('reads %s with a decimal point', (text, number) => expect(point(text)).toBe(number));

  it.each([
    ['20,358', 20.358],
    ['1.234,5', 1234.5],
    ['1.234.567', 1_234_567],
    ['1 234,5', 1234.5],
    ['0,5', 0.5],
    ['1,5e3', 1500],
  ])('reads %s with a decimal comma', (text, number) => expect(comma(text)).toBe(number));

  it.each([
    '',
    ' ',
    '-',
    'NaN',
    'inf',
    '#N/A',
    'unavailable',
    '1.2.3',
    '0x1F',
    '0b1',
    '1,23',
    '12:30',
    '2024-03-01',
    '1-2',
    '1e999',
    'abc',
  ])("gives NaN for '%s' and never a number that it is not", (text) => expect(point(text)).toBeNaN());

  it.each(['1.5', '12.34', '1,2,3', '1.2345'])(
    "does not take '%s' for thousands in a column of decimal commas",
    (text) => expect(comma(text)).toBeNaN(),
  );

  it('reads the unit of its column, and no other one', () => {
    const celsius = numberReader({ decimal: '.', unit: '°C' });
    expect([celsius('20.3 °C'), celsius('20.3°C'), celsius('20.3')]).toEqual([20.3, 20.3, 20.3]);
    expect(celsius('68.5 °F')).toBeNaN();
    expect(numberReader({ decimal: ',', unit: '€' })('€ 1.234,50')).toBe(1234.5);
    expect(numberReader({ decimal: '.', unit: '%' })('55%')).toBe(55);
  });
});
