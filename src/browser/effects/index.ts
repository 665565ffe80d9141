// `sluice/effects` in a page: sound in, sound out, in the render thread.
import type { ReadEffect, ReadEffectOptions } from '../../convert/effects/read-effect.js';
import { OfflineEffect, type OfflineOptions } from '../../effects/offline.js';
import type { EffectSource, EffectsKernelOptions } from '../../loading/effect-source.js';
import { loadEffectModel } from './effect-source.js';
import { loadEffectsKernel } from './effects-kernel.js';

export type { EffectDescription } from '../../convert/effects/foreign-effect.js';
export type { ReadEffect, ReadEffectOptions } from '../../convert/effects/read-effect.js';
export { writeRtNeural } from '../../convert/effects/write-rtneural.js';
export * from '../../effects/index.js';
export type { EffectSource, EffectsKernelOptions } from '../../loading/effect-source.js';
export type { KernelSource } from '../../loading/kernel-bytes.js';
export type { LoadTimeout } from '../../loading/timeout.js';
export type { EffectEvent, EffectStats, EffectTellings } from '../../observable/effect-observables.js';
export { type Effect, type OpenEffectOptions, openEffect } from './open-effect.js';

/**
 * Reads an effect: a model file of ours, or a JSON of RTNeural, AIDA-X, GuitarML or NAM (LSTM). It is held to its network
 * in double precision, and to the samples that the file brings. Rejects with SluiceError MODEL_UNREADABLE, MODEL_CORRUPT,
 * MODEL_MISMATCH or KERNEL_UNAVAILABLE.
 */
export async function readEffect(
  bytes: Uint8Array,
  options: ReadEffectOptions & EffectsKernelOptions = {},
): Promise<ReadEffect> {
  const { module } = await loadEffectsKernel(options);
  const reader = await import('../../convert/effects/read-effect.js');
  return reader.readEffect(module, bytes, options);
}

/**
 * An effect for sound that is at hand, at full speed: with the bits of the render thread. Rejects as `readEffect`, and as
 * OfflineEffect's constructor throws.
 */
export async function offlineEffect(
  model: EffectSource,
  options: OfflineOptions & EffectsKernelOptions,
): Promise<OfflineEffect> {
  const { module } = await loadEffectsKernel(options);
  return new OfflineEffect(module, await loadEffectModel(module, model, options), options);
}
