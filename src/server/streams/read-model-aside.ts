// Reads a model file without stopping the server's thread: checking all numbers of a large network takes a good part of
// a second. Large files are read on a thread of their own, which ends when it is done.
import { Worker } from 'node:worker_threads';
import type { AnyModel } from '../../model/any-model.js';
import { readAnyModel } from '../../model/file/model-file.js';
import type { ModelAnswer } from './read-model-thread.js';

/** Smaller files are read at once: that takes a few milliseconds, less than a thread takes to start. */
const LARGE_BYTES = 256 * 1024;

/** Rejects where the file is no model, with a sentence that says why. Do not use `bytes` afterwards. */
export function readModelAside(bytes: Uint8Array): Promise<AnyModel> {
  if (bytes.length < LARGE_BYTES) return Promise.resolve().then(() => readAnyModel(bytes));
  const worker = new Worker(new URL('./read-model-thread.js', import.meta.url), { execArgv: [], workerData: bytes });
  return new Promise<AnyModel>((resolve, reject) => {
    worker.once('message', (answer: ModelAnswer) => {
      if ('model' in answer) resolve(answer.model);
      else reject(new Error(answer.reason));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that reads the model has ended')));
  });
}
