// The package's entry for training in Node, `sluice/train`: training itself, folders of recordings, and a pool of
// threads.
export * from '../../training/index.js';
export { readTrainingKernel as readKernel } from '../kernel-file.js';
export { readBase } from './base-file.js';
export { type DatasetOptions, readDataset } from './dataset.js';
export { trainingPool } from './pool.js';
export { readTalk } from './talk-file.js';
