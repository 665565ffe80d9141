// The effects' kernel from the package's own files.
import { readKernel } from '../kernel-file.js';

const EFFECTS_KERNEL = new URL('../../kernel/kernel-effects.wasm', import.meta.url);

/** Rejects with KERNEL_UNAVAILABLE where the file is missing or is no WebAssembly. */
export function readEffectsKernel(url: URL = EFFECTS_KERNEL): Promise<WebAssembly.Module> {
  return readKernel(url);
}
