// `sluice/effects` in Node: effects on sound that is at hand. Its types are those of the entry for browsers.
import { readFile } from 'node:fs/promises';
import { type ReadEffect, type ReadEffectOptions, readEffect as read } from '../../convert/effects/read-effect.js';
import { checkGolden } from '../../effects/golden.js';
import { OfflineEffect, type OfflineOptions } from '../../effects/offline.js';
import type { EffectSource, EffectsKernelOptions } from '../../loading/effect-source.js';
import { isEffectModel } from '../../model/effect-model.js';
import { notHereAsync } from '../../not-here.js';
import { readModelBytes } from '../model-file.js';
import { readEffectsKernel } from './effects-kernel.js';

export { writeRtNeural } from '../../convert/effects/write-rtneural.js';
export * from '../../effects/index.js';

export const openEffect = notHereAsync(
  'openEffect',
  'a browser',
  "give the samples to 'offlineEffect', or run 'sluice process'",
);

/** As in a page. */
export async function readEffect(
  bytes: Uint8Array,
  options: ReadEffectOptions & EffectsKernelOptions = {},
): Promise<ReadEffect> {
  return read(await kernelOf(options), bytes, options);
}

/** As in a page; an address may be a path. */
export async function offlineEffect(
  model: EffectSource,
  options: OfflineOptions & EffectsKernelOptions,
): Promise<OfflineEffect> {
  const module = await kernelOf(options);
  if (isEffectModel(model)) return new OfflineEffect(module, model, options);
  const bytes = model instanceof ArrayBuffer ? new Uint8Array(model) : model;
  const effect = read(module, bytes instanceof Uint8Array ? bytes : await readModelBytes(bytes)).model;
  checkGolden(module, effect);
  return new OfflineEffect(module, effect, options);
}

async function kernelOf({ kernel }: EffectsKernelOptions): Promise<WebAssembly.Module> {
  if (kernel === undefined) return readEffectsKernel();
  const isBytes = kernel instanceof Uint8Array || kernel instanceof ArrayBuffer;
  return WebAssembly.compile((isBytes ? kernel : await readFile(kernel)) as BufferSource);
}
