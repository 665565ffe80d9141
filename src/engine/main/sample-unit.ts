// How many samples of a stream belong together: where some of them are lost, the rest is worth nothing.
import { type AnyModel, isSeriesModel } from '../../model/any-model.js';
import { rowWords } from '../../series/rows.js';

/** The words of a row, of a series; 1 of sound. */
export function sampleUnit(model: AnyModel | null): number {
  return model !== null && isSeriesModel(model) ? rowWords(model.channels.length) : 1;
}
