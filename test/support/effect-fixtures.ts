// The effects of other programs in test/fixtures/effects, with samples and what PyTorch gives to them (make.py there).
import { readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/effects/', import.meta.url);

export interface Pair {
  /** (samples, 1 + knobs) */
  readonly inputs: Float32Array;
  readonly outputs: Float32Array;
}

export function effectPath(name: string): URL {
  return new URL(name, FOLDER);
}

export function effectBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(effectPath(name)));
}

export function pairOf(name: string): Pair {
  const all = JSON.parse(readFileSync(effectPath('expected.json'), 'utf8'));
  return { inputs: Float32Array.from(all[name].inputs), outputs: Float32Array.from(all[name].outputs) };
}

/** A JSON of these with changes: a function that changes the parsed object. */
// biome-ignore lint/suspicious/noExplicitAny: what is changed has no type
export function changedJson(name: string, change: (json: any) => void): Uint8Array {
  const json = JSON.parse(readFileSync(effectPath(name), 'utf8'));
  change(json);
  return new TextEncoder().encode(JSON.stringify(json));
}
