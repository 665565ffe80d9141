// Checks whether a source delivers what a model takes.

import { type AnyModel, isSeriesModel } from './model/any-model.js';
import { rowValues } from './model/model.js';
import { checkSampleRate } from './pipeline/sample-rate.js';
import type { SourceFormat } from './source/source.js';

/**
 * Sound for a sound model; for a series model, rows with as many values as it has channels; either for a model that
 * takes vectors. Throws TypeError, or RangeError for the rate.
 */
export function checkFormat({ sampleRate, channels }: SourceFormat, model: AnyModel): void {
  const wanted = isSeriesModel(model) ? model.channels.length : undefined;
  if (channels !== undefined && !isSeriesModel(model) && rowValues(model) === channels) return;
  if (channels !== wanted) {
    throw new TypeError(
      `Cannot open the stream: the model '${model.name}' takes ${named(wanted)}${orRows(model)}: received ${named(channels)}`,
    );
  }
  if (!isSeriesModel(model)) return checkSampleRate(sampleRate, model);
  if (sampleRate > 0) return;
  throw new RangeError(`Cannot open the stream: a source's 'sampleRate' must be above 0: received ${sampleRate}`);
}

function orRows(model: AnyModel): string {
  const values = isSeriesModel(model) ? null : rowValues(model);
  return values === null ? '' : ` or ${named(values)}`;
}

function named(channels: number | undefined): string {
  return channels === undefined ? 'sound' : `rows of ${channels} values`;
}
