// The shape of a tensor as a file says it, checked once for all formats. A tensor without numbers may claim any size
// beside its zero, and whoever makes room for it fails with an error of the engine.

/** Sizes of one tensor. Networks have four. */
const MOST_DIMENSIONS = 16;
/** Of one size, and of all together where a zero counts as one. No file holds a tensor of that many numbers. */
const MOST_NUMBERS = 2 ** 31;

/** Why a shape cannot be of a tensor, as the end of a sentence; null where it can. */
export function shapeProblem(shape: readonly unknown[]): string | null {
  if (shape.length > MOST_DIMENSIONS) return `has ${shape.length} dimensions: it must have at most ${MOST_DIMENSIONS}`;
  let numbers = 1;
  for (const size of shape) {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0)
      return `has the shape [${shape.map(sizeText)}]: its sizes must be whole numbers from 0`;
    numbers *= Math.max(1, size);
  }
  if (numbers > MOST_NUMBERS) return `has the shape [${shape.map(sizeText)}]: it must hold at most 2^31 numbers`;
  return null;
}

/** Numbers in a tensor of a shape without a problem. */
export function numbersIn(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function sizeText(size: unknown): string {
  return typeof size === 'number' ? String(size) : typeof size;
}
