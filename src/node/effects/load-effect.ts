// Effects from where people keep them: a path or an address, of ours or of another program.
import type { ReadEffect, ReadEffectOptions } from '../../convert/effects/read-effect.js';
import { readEffect } from '../../convert/effects/read-effect.js';
import { checkGolden } from '../../effects/golden.js';
import { readModelBytes } from '../model-file.js';

/** Reads an effect and checks its golden vector. Rejects as `readEffect`, and with MODEL_MISMATCH. */
export async function loadEffect(
  module: WebAssembly.Module,
  from: URL | string,
  options: ReadEffectOptions = {},
): Promise<ReadEffect> {
  const read = readEffect(module, await readModelBytes(from), options);
  checkGolden(module, read.model);
  return read;
}
