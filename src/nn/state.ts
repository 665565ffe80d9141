// Converts states between PyTorch's arrays, (layers * directions, batch, size), and the memories of cells.
import { type NdArray, ndarray } from './nd-array.js';
import type { Memory, Recurrent } from './recurrent.js';

/**
 * Memories [layer * directions + direction][batch]; zeros if no state is given. Throws RangeError for a state of
 * another shape.
 */
export function memoriesOf(
  network: Recurrent,
  batch: number,
  batched: boolean,
  given: { readonly hidden?: NdArray | undefined; readonly cell?: NdArray | undefined },
  doing: string,
): Memory[][] {
  const { options, directions, cell } = network;
  const count = options.numLayers * directions;
  const rows = (name: string, size: number, array: NdArray | undefined) => {
    const wanted = batched ? [count, batch, size] : [count, size];
    if (array && array.shape.join() !== wanted.join())
      throw new RangeError(`${doing}: '${name}' must be of shape [${wanted}]: received [${array.shape}]`);
    return (i: number) =>
      array ? Array.from(array.data.subarray(i * size, (i + 1) * size)) : new Array<number>(size).fill(0);
  };
  const h = rows('hidden', cell.outputSize, given.hidden);
  const c = rows('cell', options.hiddenSize, given.cell);
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: batch }, (_, b) => ({ h: h(i * batch + b), c: c(i * batch + b) })),
  );
}

/** One part, h or c, of all memories as an array. */
export function arrayOf(memory: readonly (readonly Memory[])[], part: keyof Memory, batched: boolean): NdArray {
  const batch = memory[0]?.length ?? 0;
  const size = memory[0]?.[0]?.[part].length ?? 0;
  return ndarray(
    Float32Array.from(memory.flat().flatMap((one) => [...one[part]])),
    batched ? [memory.length, batch, size] : [memory.length, size],
  );
}
