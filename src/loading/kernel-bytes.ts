// The bytes of the WebAssembly kernel, from wherever an option says.
import { SluiceError } from '../errors.js';
import { hasRelaxedSimd } from '../pipeline/kernel-access/relaxed-simd.js';
import type { ReadFile } from './fetch-file.js';

/** Where the kernel's WebAssembly comes from: bytes, an address, or a folder's address, which ends in a slash. */
export type KernelSource = URL | string | Uint8Array | ArrayBuffer;

/** The faster one that runs here. */
const FILE = hasRelaxedSimd ? 'kernel-relaxed.wasm' : 'kernel.wasm';

const MEND = "give its right address as 'kernel'";

/** Rejects with SluiceError KERNEL_UNAVAILABLE, which names the address and what came. */
export async function kernelBytes(
  read: (from: URL | string) => Promise<ReadFile>,
  kernel: KernelSource,
): Promise<Uint8Array> {
  if (kernel instanceof Uint8Array) return kernel;
  if (kernel instanceof ArrayBuffer) return new Uint8Array(kernel);
  const from = String(kernel).endsWith('/') ? `${kernel}${FILE}` : kernel;
  const { bytes, called } = await read(from).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new SluiceError('KERNEL_UNAVAILABLE', `Cannot read the kernel from ${from}: ${reason}: ${MEND}`, { cause });
  });
  const [nul, a, s, m] = bytes;
  if (nul === 0 && a === 0x61 && s === 0x73 && m === 0x6d) return bytes;
  throw new SluiceError(
    'KERNEL_UNAVAILABLE',
    `Cannot use the kernel from ${from}: received ${bytes.length} bytes${called}, which are not WebAssembly: ${MEND}`,
  );
}

/** Rethrows. Where an engine found no use for its kernel, the error says where the kernel came from. */
export function naming(kernel: KernelSource): (error: unknown) => never {
  return (error) => {
    const isAddress = typeof kernel === 'string' || kernel instanceof URL;
    if (!isAddress || !(error instanceof SluiceError) || error.code !== 'KERNEL_UNAVAILABLE') throw error;
    throw new SluiceError(error.code, `${error.message}: received from ${kernel}: ${MEND}`, { cause: error });
  };
}
