// The base network that taught words are told by and phrases from text start from, from the package's own file.
import type { Model } from '../../model/model.js';
import { readModelFile } from '../model-file.js';

export const BASE = new URL('../../models/base.safetensors', import.meta.url);

/** Rejects with SluiceError where the file is missing or is no model. */
export async function readBase(): Promise<Model> {
  return (await readModelFile(BASE)).model;
}
