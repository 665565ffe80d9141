// One record for all streams of a thread whose records have the same shape. A record is filled and read at once, so
// sharing is safe, and a thousand streams do not need a thousand records in the cache.
import { PredictionRecord, type RecordShape } from './records.js';

const records = new Map<string, PredictionRecord>();

export function sharedRecord(shape: RecordShape): PredictionRecord {
  const key = `${shape.scores}/${shape.hidden}/${shape.features}`;
  const known = records.get(key);
  if (known !== undefined) return known;
  const record = new PredictionRecord(shape);
  records.set(key, record);
  return record;
}
