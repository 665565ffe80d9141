// The kernel's module from the package's own file.
import { readFile } from 'node:fs/promises';
import { SluiceError } from '../errors.js';

/** Compiles the kernel. Rejects with KERNEL_UNAVAILABLE where the file is missing or is no WebAssembly. */
export async function readKernel(
  url: URL = new URL('../kernel/kernel.wasm', import.meta.url),
): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readFile(url));
  } catch (cause) {
    throw new SluiceError('KERNEL_UNAVAILABLE', `Cannot load the kernel from ${url.pathname}: ${String(cause)}`, {
      cause,
    });
  }
}
