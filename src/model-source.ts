// The forms in which a model can be given, and how it is read.
import { isObject } from './checks.js';
import { SluiceError } from './errors.js';
import { type AnyModel, isSeriesModel } from './model/any-model.js';
import { readAnyModel } from './model/file/model-file.js';
import type { Model } from './model/model.js';
import type { Platform } from './platform.js';

/** What reads files. */
export type Reader = Pick<Platform, 'read'>;

/** The bytes of a model file, its path or address, or a model that was read before, which streams then share. */
export type ModelSource = Uint8Array | ArrayBuffer | URL | string | AnyModel;

export function isModelSource(value: unknown): value is ModelSource {
  if (typeof value === 'string' || value instanceof URL) return true;
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return true;
  return isObject(value) && value.format === 1 && (value.tensors instanceof Map || value.kind === 'series');
}

/** Rejects with SluiceError MODEL_UNREADABLE or MODEL_CORRUPT. */
export async function loadModel(platform: Reader, model: ModelSource): Promise<AnyModel> {
  if (model instanceof Uint8Array) return readAnyModel(model);
  if (model instanceof ArrayBuffer) return readAnyModel(new Uint8Array(model));
  if (typeof model !== 'string' && !(model instanceof URL)) return model;
  return readModelFrom(platform, model);
}

/** The same, for sound models only: rejects with MODEL_UNREADABLE for a series model. */
export async function loadSoundModel(platform: Reader, source: ModelSource): Promise<Model> {
  const model = await loadModel(platform, source);
  if (!isSeriesModel(model)) return model;
  throw new SluiceError(
    'MODEL_UNREADABLE',
    `Cannot use the model '${model.name}': it is a series model, not a sound model`,
  );
}

const MEND = "give its right address as 'model'";

async function readModelFrom({ read }: Reader, from: URL | string): Promise<AnyModel> {
  const { bytes, called } = await read(from).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new SluiceError('MODEL_UNREADABLE', `Cannot read the model from ${from}: ${reason}: ${MEND}`, { cause });
  });
  try {
    return readAnyModel(bytes);
  } catch (cause) {
    if (!(cause instanceof SluiceError) || called === '') throw cause;
    const came = `received ${bytes.length} bytes${called} from ${from}`;
    throw new SluiceError(cause.code, `${cause.message}: ${came}: ${MEND}`, { cause });
  }
}
