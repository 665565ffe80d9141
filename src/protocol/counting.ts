// Sequence numbers and indices have 32 bits and count modulo 2^32: the sign of their difference says which is later.

/** How far `a` is after `b`: negative where it is before. */
export function after(a: number, b: number): number {
  return (a - b) | 0;
}

/** `count` numbers on. */
export function plus(a: number, count: number): number {
  return (a + count) >>> 0;
}
