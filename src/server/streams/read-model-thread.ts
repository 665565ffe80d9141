// A thread that reads one model file and hands it over with its arrays. Started by read-model-aside.ts.
import { parentPort, workerData } from 'node:worker_threads';
import type { AnyModel } from '../../model/any-model.js';
import { readAnyModel } from '../../model/file/model-file.js';

/** What the thread answers. */
export type ModelAnswer = { readonly model: AnyModel } | { readonly reason: string };

function answer(bytes: Uint8Array): ModelAnswer {
  try {
    return { model: readAnyModel(bytes) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The memory of all arrays in it: handed over, not copied. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (value instanceof Map) for (const each of value.values()) buffersOf(each, found);
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) buffersOf(each, found);
  return found;
}

const answered = answer(workerData as Uint8Array);
parentPort?.postMessage(answered, [...buffersOf(answered)]);
