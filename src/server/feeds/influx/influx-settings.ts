// What is said of line protocol over HTTP: checked once, here.
import * as v from 'valibot';
import { DescriptionsSchema } from '../descriptions.js';
import { HistoriesSchema } from '../feed-history.js';
import type { InfluxFeedSettings } from '../feed-settings.js';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600_000));

const InfluxSchema = v.strictObject({
  model: v.exactOptional(text),
  streamTags: v.exactOptional(v.array(text)),
  described: v.exactOptional(DescriptionsSchema),
  history: v.exactOptional(HistoriesSchema, {}),
  discoverMs: v.exactOptional(milliseconds, 15_000),
  gatherMs: v.exactOptional(milliseconds, 1000),
});

export type CheckedInflux = v.InferOutput<typeof InfluxSchema>;

/** Throws TypeError, which names the setting. */
export function checkInflux(given: InfluxFeedSettings): CheckedInflux {
  const parsed = v.safeParse(InfluxSchema, given, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new TypeError(`'influx.${v.getDotPath(issue) ?? ''}' is not usable: ${issue.message}`);
}
