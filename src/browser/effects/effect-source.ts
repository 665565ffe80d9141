// The forms in which a page gives an effect, and how it is read. Readers of other programs' files are loaded when one
// comes.

import { SluiceError } from '../../errors.js';
import type { EffectSource } from '../../loading/effect-source.js';
import { fetchFile } from '../../loading/fetch-file.js';
import { checkLoadTimeout, type LoadTimeout } from '../../loading/timeout.js';
import { type EffectModel, isEffectModel } from '../../model/effect-model.js';
import { isEffectFile, readEffectFile } from '../../model/file/effect-file.js';
import { refusedBy } from '../why-not-served.js';

/** Rejects with SluiceError MODEL_UNREADABLE, MODEL_CORRUPT or MODEL_MISMATCH. */
export async function loadEffectModel(
  module: WebAssembly.Module,
  source: EffectSource,
  options: LoadTimeout,
): Promise<EffectModel> {
  if (isEffectModel(source)) return source;
  const bytes = await bytesOf(source, checkLoadTimeout('Cannot open the effect', options));
  if (isEffectFile(bytes)) return readEffectFile(bytes);
  const { readEffect } = await import('../../convert/effects/read-effect.js');
  return readEffect(module, bytes).model;
}

async function bytesOf(source: Exclude<EffectSource, EffectModel>, timeoutMs: number): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  try {
    return (await fetchFile(source, { timeoutMs, refused: refusedBy(source) })).bytes;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new SluiceError('MODEL_UNREADABLE', `Cannot read the effect from ${source}: ${reason}`, { cause });
  }
}
