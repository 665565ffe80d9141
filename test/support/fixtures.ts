// What PyTorch made (test/fixtures/pytorch/make.py): modules' files, what they were given and what they gave.
import { readFile } from 'node:fs/promises';

export interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export interface Recorded {
  readonly inputs: Readonly<Record<string, Numbers>>;
  readonly outputs: Readonly<Record<string, Numbers>>;
}

export async function fixtureBytes(file: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(`../fixtures/pytorch/${file}`, import.meta.url)));
}

export async function recorded(name: string): Promise<Recorded> {
  return JSON.parse(new TextDecoder().decode(await fixtureBytes(`${name}.json`))) as Recorded;
}

/** The frames of a sequence, from a tensor whose dimension `time` is time and the others but the features single. */
export function framesOf({ shape, values }: Numbers, time: number): number[][] {
  const steps = shape[time] as number;
  const before = shape.slice(0, time).reduce((a, b) => a * b, 1);
  const after = shape.slice(time + 1).reduce((a, b) => a * b, 1);
  return Array.from({ length: steps }, (_, t) =>
    Array.from(
      { length: before * after },
      (_, i) => values[(Math.floor(i / after) * steps + t) * after + (i % after)] as number,
    ),
  );
}

/** The largest difference, beside the largest number expected. */
export function relativeError(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (values.length !== expected.length) return Number.NaN;
  const largest = Array.from(expected).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return Array.from(values).reduce((most, x, i) => Math.max(most, Math.abs(x - (expected[i] as number))), 0) / largest;
}
