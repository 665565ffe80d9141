// The numbers of an engine's models. Models that hold the same have one number, so that a file that is read for every
// stream is made ready once: the engine thread keeps what it made for a model as long as it lives.
import type { AnyModel } from './any-model.js';
import { crc32 } from './crc32.js';

/**
 * Of each array so much is summed up in the text. Arrays with the same text are compared in full, so this only tells
 * different ones apart quickly: the sum of a large network takes a fifth of a second, in which a server does nothing.
 */
const LOOKED_AT_BYTES = 4096;

interface NumberedModel {
  readonly id: number;
  readonly arrays: readonly Uint8Array[];
}

export class ModelIds {
  /** Of objects that were seen: their content is not looked at again. */
  readonly #seen = new WeakMap<AnyModel, number>();
  /** One of each content, by its text. */
  readonly #numbered = new Map<string, NumberedModel[]>();
  #count = 0;

  of(model: AnyModel): number {
    let id = this.#seen.get(model);
    if (id !== undefined) return id;
    const { text, arrays } = contentOf(model);
    const alike = this.#numbered.get(text) ?? [];
    this.#numbered.set(text, alike);
    id = alike.find((each) => each.arrays.every((bytes, i) => isSame(bytes, arrays[i] as Uint8Array)))?.id;
    if (id === undefined) {
      id = this.#count++;
      alike.push({ id, arrays });
    }
    this.#seen.set(model, id);
    return id;
  }
}

/** All that a model holds: a text with the lengths and starts of its arrays, and those arrays. */
function contentOf(model: AnyModel): { readonly text: string; readonly arrays: readonly Uint8Array[] } {
  const arrays: Uint8Array[] = [];
  const text = JSON.stringify(model, (_, value: unknown) => {
    if (value instanceof Map) return [...value];
    // JSON has neither -0 nor numbers that are not finite.
    if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
    if (!ArrayBuffer.isView(value)) return value;
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    arrays.push(bytes);
    return [value.byteLength, crc32(bytes.subarray(0, LOOKED_AT_BYTES))].join();
  });
  return { text, arrays };
}

/** Arrays of equal length: the texts with their lengths are the same. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, i) => byte === b[i]);
}
