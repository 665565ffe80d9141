// The package's entry for training in pages, `sluice/train`: training itself, and the kernel that it runs on. What
// reads folders or starts Node's threads is there and says that it needs Node.
import { notHere, notHereAsync } from '../../not-here.js';

export * from '../../training/index.js';
export { readBase } from './base-file.js';
export { readTrainingKernel as readKernel } from './kernel-file.js';
export { readTalk } from './talk-file.js';

export const readDataset = notHereAsync('readDataset', 'Node', 'make a Dataset of clips that the page has');
export const trainingPool = notHere('trainingPool', 'Node', 'train on one thread, or in workers of your own');
