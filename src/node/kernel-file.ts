// The kernel's module from the package's own file.
import { readFile } from 'node:fs/promises';
import { SluiceError } from '../errors.js';
import { nodePlatform } from './platform.js';

/**
 * Compiles the kernel, the one that this engine takes best if not told. Rejects with KERNEL_UNAVAILABLE where the file
 * is missing or is no WebAssembly.
 */
export async function readKernel(url: URL = nodePlatform.kernelUrl): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readFile(url));
  } catch (cause) {
    throw new SluiceError('KERNEL_UNAVAILABLE', `Cannot load the kernel from ${url.pathname}: ${String(cause)}`, {
      cause,
    });
  }
}
