// Whether what a source gives is what a model takes.

import { type AnyModel, isSeriesModel } from './model/any-model.js';
import { rowValues } from './model/model.js';
import { checkSampleRate } from './pipeline/sample-rate.js';
import type { SourceFormat } from './source/source.js';

/**
 * Sound for a model of sound, rows of as many values as it has channels for one of series, and either for one that takes vectors. Throws TypeError or, for
 * a rate, RangeError.
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
