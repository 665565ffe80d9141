// The kinds of model there are.
import type { Model } from './model.js';
import type { SeriesModel } from './series-model.js';

/** `Model`: a trained network for sound or vectors. `SeriesModel`: a monitor that learns a series by itself. */
export type AnyModel = Model | SeriesModel;

export function isSeriesModel(model: AnyModel): model is SeriesModel {
  return 'kind' in model && model.kind === 'series';
}
