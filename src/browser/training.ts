// `sluice/train` in a page: training itself. What reads folders or starts Node's threads is there and says that it
// needs Node.
import { notHere, notHereAsync } from '../not-here.js';

export * from '../training/index.js';

export const readDataset = notHereAsync('readDataset', 'Node', 'make a Dataset from clips that the page has');
export const readKernel = notHereAsync('readKernel', 'Node', "fetch 'sluice/kernel.wasm' and compile it");
export const trainingPool = notHere(
  'trainingPool',
  'Node',
  'train on one thread, or on several in workers of your own',
);
