// The kinds of model there are.
import type { Model } from './model.js';
import type { SeriesModel } from './series-model.js';

/** Of sound, or vectors: a network that was trained. Of a series: a monitor that learns by itself. */
export type AnyModel = Model | SeriesModel;

export function isSeriesModel(model: AnyModel): model is SeriesModel {
  return 'kind' in model && model.kind === 'series';
}
