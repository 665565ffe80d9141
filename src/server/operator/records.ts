// What is kept of alarms and of what operators said, beside what is shown: lines of the journal.
import * as v from 'valibot';
import { AlarmInfoSchema, MuteSchema, NormalKindSchema } from '../../protocol/operator.js';

const row = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)));
const number = v.pipe(v.number(), v.finite());

const Alarm = v.object({
  ...AlarmInfoSchema.entries,
  /** Tells streams of one name apart, one after the other. */
  life: v.string(),
  /** Whether the outlets were told that it began. */
  told: v.boolean(),
  /** The row with which it began: its reason, how far the value was away, how severe it was. */
  first: v.object({ reason: v.string(), value: v.nullable(number), apart: v.nullable(number), severity: number }),
  /** Rows of the stream from which the marks count; null: there was no stream any more, or no mark. */
  acknowledgedRow: row,
  normalRow: row,
});

const Kind = v.object({
  ...NormalKindSchema.entries,
  /** The life of the stream, and its row, from which it counts. Later lives know it from their first row on. */
  life: v.nullable(v.string()),
  row,
  /** Somebody forgot it: what had come before that row of that life is judged by it still. */
  over: v.nullable(v.object({ life: v.string(), row: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
});

export const LineSchema = v.variant('line', [
  v.object({ line: v.literal('alarm'), alarm: Alarm }),
  v.object({ line: v.literal('alarm-over'), id: v.string() }),
  v.object({ line: v.literal('mute'), mute: MuteSchema }),
  v.object({ line: v.literal('mute-over'), id: v.string() }),
  v.object({ line: v.literal('kind'), kind: Kind }),
  v.object({ line: v.literal('kind-over'), id: v.string() }),
]);

export type Line = v.InferOutput<typeof LineSchema>;
export type AlarmRecord = v.InferOutput<typeof Alarm>;
export type KindRecord = v.InferOutput<typeof Kind>;
