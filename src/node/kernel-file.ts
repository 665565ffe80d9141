// The kernels' modules from the package's own files.
import { readFile } from 'node:fs/promises';
import { SluiceError } from '../errors.js';
import { nodePlatform } from './platform.js';

const TRAINING_KERNEL = new URL('../kernel/kernel-training.wasm', import.meta.url);

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

/** As `readKernel`, for the kernel that trains. It does what the live one does, with the same bits. */
export function readTrainingKernel(url: URL = TRAINING_KERNEL): Promise<WebAssembly.Module> {
  return readKernel(url);
}
