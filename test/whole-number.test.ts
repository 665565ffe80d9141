import { expect, it } from 'vitest';
import { wholeNumber } from '#src/whole-number.js';

it.each([
  ['0', 0],
  ['65535', 65_535],
  ['007', 7],
  ['65536', null],
  ['1e3', null],
  ['0x10', null],
  ['-1', null],
  ['7.0', null],
  [' 7', null],
  ['', null],
])('wholeNumber(%j, 0, 65535) is %j', (text, value) => {
  expect(wholeNumber(text, 0, 65_535)).toBe(value);
});
