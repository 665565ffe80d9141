// Text messages from the server, one JSON object each, and how they are written and read.
import * as v from 'valibot';
import { AlarmInfoSchema, AuditEntrySchema, MuteSchema, NormalKindSchema } from './operator.js';

const number = v.number();
/** JSON has no NaN: null stands for it. */
const orNaN = v.pipe(
  v.nullable(v.number()),
  v.transform((value) => value ?? Number.NaN),
);
const numbers = v.array(orNaN);

const Series = v.object({
  likelihood: orNaN,
  severity: orNaN,
  onset: orNaN,
  alarm: v.boolean(),
  open: v.exactOptional(v.boolean(), false),
  ended: v.exactOptional(v.boolean(), false),
  forecast: numbers,
  spread: numbers,
  contributions: numbers,
});

const Detection = {
  number,
  index: number,
  label: v.string(),
  score: number,
  startsAtMs: number,
  endsAtMs: number,
  timeMs: orNaN,
  channel: v.exactOptional(v.string()),
  severity: v.exactOptional(v.number()),
  value: v.exactOptional(orNaN),
  expected: v.exactOptional(orNaN),
  spread: v.exactOptional(orNaN),
  open: v.exactOptional(v.boolean()),
  reason: v.exactOptional(v.string()),
  why: v.exactOptional(v.string()),
};

const StreamInfoSchema = v.object({
  name: v.string(),
  model: v.string(),
  /** What the model takes: sound, rows of values, or rows with times that it learns from. */
  input: v.picklist(['sound', 'rows', 'series']),
  channels: v.array(v.string()),
  /** Of what is watched of each channel; '' where none is known. Absent: of none. */
  units: v.exactOptional(v.array(v.string())),
  labels: v.array(v.string()),
  /** Rows a second; null for a series, whose rows carry their times. */
  rate: v.nullable(number),
  /** From one prediction to the next, ms; null for a series. */
  hopMs: v.nullable(number),
  /** Whether its client is connected, or away and waited for. */
  state: v.picklist(['connected', 'away']),
  openedAtMs: number,
  predictions: number,
  detections: number,
  /** Rows dropped because they had waited too long or too many waited. */
  dropped: number,
  /** Values that were not finite numbers. */
  replaced: number,
  /** Mean of the recent delays from a block's arrival to its prediction, ms. */
  delayMs: orNaN,
  reconnects: number,
});

/** What is told of a stream. */
export type StreamInfo = v.InferOutput<typeof StreamInfoSchema>;

const ServerMessageSchema = v.variant('kind', [
  v.object({
    kind: v.literal('welcome'),
    protocol: v.string(),
    rights: v.array(v.string()),
    heartbeatMs: number,
    models: v.array(v.string()),
    /** What the server has beyond the first version of the protocol: see features.ts. */
    features: v.exactOptional(v.array(v.string()), []),
    limits: v.object({ messageBytes: number, streams: number, bytesPerSecond: number, messagesPerSecond: number }),
  }),
  v.object({
    kind: v.literal('opened'),
    number,
    stream: v.string(),
    /** The token to resume the stream over another connection. */
    token: v.string(),
    resumed: v.boolean(),
    /** Of the last block that the server has; 0: none. */
    sequence: number,
    /** Rows that it has, missing ones counted in. */
    position: number,
    /** Index of the next prediction, and detections so far. */
    predictions: number,
    detections: number,
    /** Predictions that the client will not get, because too many were kept for it. */
    lost: number,
    info: StreamInfoSchema,
  }),
  v.object({
    kind: v.literal('refused'),
    /** Of the stream, the request or the watch. */
    number: v.exactOptional(number),
    request: v.exactOptional(number),
    watch: v.exactOptional(number),
    code: number,
    reason: v.string(),
  }),
  /** The stream is over: code 1000 where the client said so. */
  v.object({ kind: v.literal('closed'), number, code: number, reason: v.string() }),
  v.object({
    kind: v.literal('prediction'),
    number,
    index: number,
    blocks: number,
    endsAtMs: number,
    timeMs: orNaN,
    gap: number,
    delayMs: orNaN,
    settled: v.boolean(),
    gated: v.boolean(),
    scores: numbers,
    series: v.exactOptional(Series),
  }),
  v.object({ kind: v.literal('detection'), stream: number, blocks: number, ...Detection }),
  v.object({ kind: v.literal('accepted'), number, blocks: number, dropped: number }),
  /**
   * A stream that matches a watch: at first, and whenever what is told of it changes. `point`: its number in point
   * frames.
   */
  v.object({
    kind: v.literal('watched'),
    watch: number,
    point: number,
    info: StreamInfoSchema,
    /** The stream's last detections, where this is the first message about it. */
    recent: v.exactOptional(v.array(v.object(Detection))),
  }),
  v.object({ kind: v.literal('watched-detection'), watch: number, stream: v.string(), ...Detection }),
  /** The stream is over. */
  v.object({ kind: v.literal('gone'), watch: number, stream: v.string() }),
  v.object({ kind: v.literal('streams'), request: number, streams: v.array(StreamInfoSchema) }),
  v.object({ kind: v.literal('done'), request: number }),
  /** An alarm that matches: at first, and whenever something of it changes. */
  v.object({ kind: v.literal('alarm'), watch: number, alarm: AlarmInfoSchema }),
  /** It is not listed any more. */
  v.object({ kind: v.literal('alarm-gone'), watch: number, alarm: v.string() }),
  /** All mutes, maintenance windows and kinds of normal alarms: at first, and whenever one comes or goes. */
  v.object({
    kind: v.literal('quiet'),
    watch: number,
    mutes: v.array(MuteSchema),
    normal: v.array(NormalKindSchema),
  }),
  /** `matches`: streams that it covers now. */
  v.object({ kind: v.literal('muted'), request: number, mute: MuteSchema, matches: number }),
  v.object({ kind: v.literal('audit'), request: number, entries: v.array(AuditEntrySchema) }),
  v.object({ kind: v.literal('heartbeat'), timeMs: number }),
]);

export type ServerMessage = v.InferOutput<typeof ServerMessageSchema>;

/** As the server writes it: NaN becomes null. */
export function serverText(message: ServerMessage): string {
  return JSON.stringify(message);
}

/** Throws RangeError where the text is not a message of a server. */
export function readServerMessage(text: string): ServerMessage {
  const parsed = v.safeParse(ServerMessageSchema, JSON.parse(text), { abortEarly: true });
  if (parsed.success) return parsed.output;
  throw new RangeError(
    `Cannot read a message of the server: '${v.getDotPath(parsed.issues[0])}' ${parsed.issues[0].message}`,
  );
}
