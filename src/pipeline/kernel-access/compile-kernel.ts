// Makes the kernel from its bytes.
import { SluiceError } from '../../errors.js';
import { Kernel } from './kernel.js';

/** Throws SluiceError KERNEL_UNAVAILABLE where the bytes do not compile or are not the kernel. */
export function compileKernel(kernel: Uint8Array): Kernel {
  try {
    return Kernel.create(new WebAssembly.Module(kernel as BufferSource));
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause;
    throw new SluiceError(
      'KERNEL_UNAVAILABLE',
      `Cannot compile the kernel: received ${kernel.length} bytes: ${cause}`,
      {
        cause,
      },
    );
  }
}
