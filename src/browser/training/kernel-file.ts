// The training kernel's module from the package's own file. Only a page that trains loads it.
import { SluiceError } from '../../errors.js';
import { fetchFile } from '../../loading/fetch-file.js';
import { LOAD_TIMEOUT_MS } from '../../loading/timeout.js';
import { refusedBy } from '../why-not-served.js';

// Literal, so that bundlers find the file and serve it.
const TRAINING_KERNEL = new URL('../../kernel/kernel-training.wasm', import.meta.url);

/**
 * Fetches and compiles the kernel that trains. It does what the live one does, with the same bits. Rejects with
 * KERNEL_UNAVAILABLE where the file is missing or is no WebAssembly.
 */
export async function readTrainingKernel(url: URL = TRAINING_KERNEL): Promise<WebAssembly.Module> {
  try {
    const { bytes } = await fetchFile(url, { timeoutMs: LOAD_TIMEOUT_MS, refused: refusedBy(url) });
    return await WebAssembly.compile(bytes as BufferSource);
  } catch (cause) {
    throw new SluiceError('KERNEL_UNAVAILABLE', `Cannot load the kernel from ${url}: ${String(cause)}`, { cause });
  }
}
