// The effects' kernel in a page: fetched, compiled for the checks of the page, and given to the render thread as bytes.
import { EFFECT_FUNCTIONS } from '../../effects/effect-functions.js';
import { SluiceError } from '../../errors.js';
import { fetchFile } from '../../loading/fetch-file.js';
import type { KernelSource } from '../../loading/kernel-bytes.js';
import { checkLoadTimeout, type LoadTimeout } from '../../loading/timeout.js';
import { refusedBy } from '../why-not-served.js';

export interface LoadedKernel {
  readonly bytes: Uint8Array;
  readonly module: WebAssembly.Module;
}

/** Rejects with SluiceError KERNEL_UNAVAILABLE, which names the address and what came. */
export async function loadEffectsKernel(
  options: LoadTimeout & { readonly kernel?: KernelSource },
): Promise<LoadedKernel> {
  // Literal, so that bundlers find the file and serve it.
  const { kernel = new URL('../../kernel/kernel-effects.wasm', import.meta.url) } = options;
  const timeoutMs = checkLoadTimeout('Cannot open the effect', options);
  const isBytes = kernel instanceof Uint8Array || kernel instanceof ArrayBuffer;
  try {
    const bytes = isBytes ? new Uint8Array(kernel) : await fetched(kernel, timeoutMs);
    const module = await WebAssembly.compile(bytes);
    const names = WebAssembly.Module.exports(module).map(({ name }) => name);
    if (EFFECT_FUNCTIONS.every((name) => names.includes(name))) return { bytes, module };
    throw new Error('it is another module');
  } catch (cause) {
    throw new SluiceError(
      'KERNEL_UNAVAILABLE',
      `Cannot use the kernel of effects${isBytes ? '' : ` from ${kernel}`}: ${(cause as Error).message}: give the address of kernel-effects.wasm as 'kernel'`,
      { cause },
    );
  }
}

/** A folder's address ends in a slash. */
async function fetched(kernel: URL | string, timeoutMs: number): Promise<Uint8Array<ArrayBuffer>> {
  const from = String(kernel).endsWith('/') ? `${kernel}kernel-effects.wasm` : kernel;
  const { bytes } = await fetchFile(from, { timeoutMs, refused: refusedBy(from) });
  return new Uint8Array(bytes);
}
