// The package's entry for training in pages, `sluice/train`: training itself, and the kernel that it runs on.
export * from '../../training/index.js';
export { readTrainingKernel as readKernel } from './kernel-file.js';
