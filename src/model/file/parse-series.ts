// The description of a series model in a file, from unknown JSON to a SeriesModel.
import * as v from 'valibot';
import { type Adapt, isAdapt } from '../adapt.js';
import { ANOMALY, MOST_CHANNELS, NORMAL, type SeriesModel } from '../series-model.js';
import { DetectorSchema, misread, ProvenanceSchema, parseJson } from './parse.js';

const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const SeriesSchema = v.object({
  format: v.literal(1),
  kind: v.literal('series'),
  name: v.string(),
  channels: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MOST_CHANNELS)),
  monitor: v.object({
    hidden: whole(4, 512),
    seed: whole(0, 2 ** 31 - 1),
    learnRows: whole(20, 1_000_000),
    adapt: v.exactOptional(v.custom<Adapt>(isAdapt)),
  }),
  labels: v.custom<SeriesModel['labels']>(
    (labels) => JSON.stringify(labels) === JSON.stringify([NORMAL, ANOMALY]),
    `must be ${NORMAL} and ${ANOMALY}`,
  ),
  detector: DetectorSchema,
  provenance: ProvenanceSchema,
});

/**
 * Null for the description of another kind of model. `learnt`: the part of the file with what the monitor has learned.
 * Throws SluiceError MODEL_UNREADABLE.
 */
export function parseSeriesDescription(text: string, learnt: Uint8Array | null): SeriesModel | null {
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null || !('kind' in json)) return null;
  const parsed = v.safeParse(SeriesSchema, json);
  // descriptions of channels are checked where they are used: a page that listens does not carry the check
  if (parsed.success) return { ...(json as Pick<SeriesModel, 'described'>), ...parsed.output, learnt };
  throw misread(parsed.issues[0]);
}
