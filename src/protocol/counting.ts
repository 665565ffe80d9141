// Sequence numbers and indices are 32 bits and run on modulo 2^32: which of two is later is told by their difference.

/** How far `a` is after `b`: negative where it is before. */
export function after(a: number, b: number): number {
  return (a - b) | 0;
}

/** `count` numbers on. */
export function plus(a: number, count: number): number {
  return (a + count) >>> 0;
}
