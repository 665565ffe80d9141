// What a caller gives: an effect, and where its kernel is.
import type { EffectModel } from '../model/effect-model.js';
import type { KernelSource } from './kernel-bytes.js';
import type { LoadTimeout } from './timeout.js';

/** The bytes of an effect's file, its address (in Node, its path), or an effect that was read before. */
export type EffectSource = Uint8Array | ArrayBuffer | string | URL | EffectModel;

/** Where the kernel of effects comes from. */
export interface EffectsKernelOptions extends LoadTimeout {
  /** Where `sluice/kernel-effects.wasm` is served, or its bytes. @default found by your bundler; in Node, the package's */
  readonly kernel?: KernelSource;
}
