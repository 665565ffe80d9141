// Models from where people keep them: a path, a URL, or this package's own.

import { keywords } from '../bundled/keywords.js';
import { SluiceError } from '../errors.js';
import { type AnyModel, isSeriesModel } from '../model/any-model.js';
import { isEffectFile } from '../model/file/effect-file.js';
import { readAnyModel, readModel } from '../model/file/model-file.js';
import type { Model } from '../model/model.js';
import type { SeriesModel } from '../model/series-model.js';
import { nodePlatform } from './platform.js';

/** A model file as bytes and as what it says. */
export interface ModelFile {
  readonly model: Model;
  /** Of the file. */
  readonly bytes: number;
}

/**
 * Reads a model file from a path, a `file:` URL or an address that starts with http: or https:. Rejects with
 * `MODEL_UNREADABLE` or `MODEL_CORRUPT`.
 */
export async function readModelFile(from: URL | string = keywords): Promise<ModelFile> {
  const bytes = await readModelBytes(from);
  refuseEffect(bytes);
  return { model: readModel(bytes), bytes: bytes.length };
}

/** The same for a model of any kind. */
export async function readAnyModelFile(from: URL | string = keywords): Promise<{ model: AnyModel; bytes: number }> {
  const bytes = await readModelBytes(from);
  refuseEffect(bytes);
  return { model: readAnyModel(bytes), bytes: bytes.length };
}

/** The same for a model of series. Rejects with `MODEL_UNREADABLE` for one of sound too. */
export async function readSeriesModelFile(from: URL | string): Promise<SeriesModel> {
  const { model } = await readAnyModelFile(from);
  if (isSeriesModel(model)) return model;
  throw new SluiceError('MODEL_UNREADABLE', `Cannot use the model '${model.name}': it is of sound, not of series`);
}

/** The bytes of a model file. Rejects with `MODEL_UNREADABLE` where there is none. */
export async function readModelBytes(from: URL | string): Promise<Uint8Array> {
  try {
    const address = typeof from === 'string' && /^https?:/.test(from) ? new URL(from) : from;
    return (await nodePlatform.read(address)).bytes;
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing ? 'there is no such file' : cause instanceof Error ? cause.message : String(cause);
    throw new SluiceError('MODEL_UNREADABLE', `Cannot read the model from ${nameOf(from)}: ${reason}`, { cause });
  }
}

/** Effects have a reader of their own. */
function refuseEffect(bytes: Uint8Array): void {
  if (isEffectFile(bytes))
    throw new SluiceError(
      'MODEL_UNREADABLE',
      "Cannot use the model: it is an effect, sound in and sound out: 'sluice process' runs it, or openEffect of 'sluice/effects' in a page",
    );
}

function nameOf(from: URL | string): string {
  return from instanceof URL && from.protocol === 'file:' ? from.pathname : String(from);
}
