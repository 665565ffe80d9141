// The base network that taught words are told by, from the package's own file. Only a page that teaches loads it.
import { fetchFile } from '../../loading/fetch-file.js';
import { LOAD_TIMEOUT_MS } from '../../loading/timeout.js';
import { readModel } from '../../model/file/model-file.js';
import type { Model } from '../../model/model.js';
import { refusedBy } from '../why-not-served.js';

// Literal, so that bundlers find the file and serve it.
const BASE = new URL('../../models/base.safetensors', import.meta.url);

/** Rejects with SluiceError where the file is missing or is no model. */
export async function readBase(): Promise<Model> {
  const { bytes } = await fetchFile(BASE, { timeoutMs: LOAD_TIMEOUT_MS, refused: refusedBy(BASE) });
  return readModel(bytes);
}
