// How many samples of a stream belong together: where some of them are missing, the others cannot be used.
import { type AnyModel, isSeriesModel } from '../../model/any-model.js';
import { rowWords } from '../../series/rows.js';

/** Words of a row for a series; 1 for sound. */
export function sampleUnit(model: AnyModel | null): number {
  return model !== null && isSeriesModel(model) ? rowWords(model.channels.length) : 1;
}
