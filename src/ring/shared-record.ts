// One record for all streams of a thread whose records have the same shape: it is filled and read in one go, and of a thousand streams each would have its
// own at another place in memory.
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
