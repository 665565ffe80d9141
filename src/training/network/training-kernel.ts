// The kernel with what only training calls. It is a file of its own, kernel-training.wasm, so that streams need not load
// those functions.
import { SluiceError } from '../../errors.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import type { KernelFunctions } from '../../pipeline/kernel-access/kernel-functions.js';
import { TRAINING_FUNCTIONS, type TrainingFunctions } from './training-functions.js';

export type TrainingKernel = Kernel & { readonly functions: KernelFunctions & TrainingFunctions };

/**
 * An instance with a memory of its own. `module`: from `readKernel` of sluice/train. Throws SluiceError
 * KERNEL_UNAVAILABLE for any other module, the live kernel included.
 */
export function createTrainingKernel(module: WebAssembly.Module): TrainingKernel {
  const kernel = Kernel.create(module);
  const missing = TRAINING_FUNCTIONS.filter((name) => !(name in kernel.functions));
  if (missing.length > 0) {
    throw new SluiceError(
      'KERNEL_UNAVAILABLE',
      `Cannot train on this kernel: it has no ${missing[0]}, nor ${missing.length - 1} other functions: take 'sluice/kernel-training.wasm', which readKernel() of 'sluice/train' reads`,
    );
  }
  return kernel as TrainingKernel;
}
