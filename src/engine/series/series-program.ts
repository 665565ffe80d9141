// A model of a series put to work on one thread. What streams that run it share is in here: so far its description alone.
import type { SeriesModel } from '../../model/series-model.js';
import type { Kernel } from '../kernel.js';

export class SeriesProgram {
  readonly kernel: Kernel;
  readonly model: SeriesModel;
  readonly waits = false;
  readonly weights = null;

  constructor(kernel: Kernel, model: SeriesModel) {
    this.kernel = kernel;
    this.model = model;
  }
}
