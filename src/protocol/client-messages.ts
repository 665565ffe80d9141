// Text messages from a client, one JSON object each: read from unknown text to a message whose parts have the right
// types. Whether a message makes sense for a stream is unknown here.
import * as v from 'valibot';
import type { ChannelSketch } from '../model/channel-description.js';
import { describedChannels, MOST_CHANNELS } from '../model/series-model.js';
import { Refusal } from './closing.js';
import { MODEL_NAME, STREAM_NAME } from './names.js';

const u32 = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const streamName = v.pipe(v.string(), v.regex(STREAM_NAME, 'must be a stream name'));
const channelName = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const pattern = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
// Not v.record: it leaves out keys like 'prototype', so a detector for a label of that name would never fire.
const numbersByLabel = v.custom<Record<string, number>>(
  (value) => typeof value === 'object' && value !== null && Object.values(value).every((one) => Number.isFinite(one)),
  'must hold a finite number for each label',
);

/** How long a block may wait where the client does not say, ms. */
export const DEFAULT_DELAY_MS = 250;

/** Infinity would be stored as null: JSON has no infinite numbers, though 1e999 is read as one. */
const finite = v.pipe(v.number(), v.finite());

/** The settings of a detector that may be changed. */
const DetectorChanges = v.strictObject({
  smoothingMs: v.exactOptional(finite),
  enter: v.exactOptional(numbersByLabel),
  exit: v.exactOptional(numbersByLabel),
  minDurationMs: v.exactOptional(finite),
  refractoryMs: v.exactOptional(finite),
});

const descriptions = v.pipe(
  v.custom<readonly ChannelSketch[]>((given) => Array.isArray(given)),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    try {
      describedChannels(dataset.value, 'is wrong');
    } catch (error) {
      addIssue({ message: (error as Error).message });
    }
  }),
);

const ENCODINGS = ['f32', 's16', 'json'] as const;
const DROP_POLICIES = ['oldest', 'newest', 'none'] as const;

/** `all`, `none` (detections only), or n: every n-th. */
const PredictionChoice = v.union([
  v.picklist(['all', 'none']),
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
]);

const Open = v.strictObject({
  kind: v.literal('open'),
  /** The number by which frames name the stream on this connection. */
  number: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  stream: streamName,
  model: v.exactOptional(v.pipe(v.string(), v.regex(MODEL_NAME, 'must be a model name'))),
  /** Rows a second. */
  rate: v.exactOptional(v.pipe(v.number(), v.minValue(1e-6), v.maxValue(768_000))),
  /** Names, or how many. */
  channels: v.exactOptional(
    v.union([
      v.pipe(v.array(channelName), v.minLength(1), v.maxLength(MOST_CHANNELS)),
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CHANNELS)),
    ]),
  ),
  /** Of a series: what some of the channels are, by their names. */
  described: v.exactOptional(descriptions),
  encoding: v.exactOptional(v.picklist(ENCODINGS), 'f32'),
  predictions: v.exactOptional(PredictionChoice, 'all'),
  drop: v.exactOptional(v.picklist(DROP_POLICIES), 'oldest'),
  /** How long a block may wait, ms. Left out: DEFAULT_DELAY_MS, and longer where the stream comes in bursts. */
  maxDelayMs: v.exactOptional(v.pipe(v.number(), v.minValue(1), v.maxValue(10_000))),
  /** Rows up to this time are history: they are learnt from, and their alarms go out to nobody but the client. */
  pastUntilMs: v.exactOptional(finite),
  /** Ends a stream of that name whose client is away, and begins anew. */
  replace: v.exactOptional(v.boolean(), false),
  detector: v.exactOptional(DetectorChanges, {}),
  /** The same for every try to open this stream: a try that got through though its answer did not is found again. */
  key: v.exactOptional(v.pipe(v.string(), v.minLength(16), v.maxLength(64))),
  /** Resumes the stream that gave the token; and which results the client has of it. */
  resume: v.exactOptional(
    v.strictObject({ token: v.pipe(v.string(), v.maxLength(128)), predictions: u32, detections: u32 }),
  ),
});

/** A value of a row; null is a missing value. */
const value = v.nullable(v.number());

const Block = v.strictObject({
  kind: v.literal('block'),
  number: u32,
  sequence: v.exactOptional(u32),
  position: v.exactOptional(count),
  timeMs: v.exactOptional(v.number()),
  /** Rows one after the other, or one array a row. */
  values: v.union([v.array(value), v.array(v.array(value))]),
});

/** What an operator says with it. How long it may be is checked later: too much is refused, and closes nothing. */
const said = { by: v.exactOptional(v.string()), note: v.exactOptional(v.string()) };

const ClientMessageSchema = v.variant('kind', [
  Open,
  Block,
  v.strictObject({ kind: v.literal('ack'), number: u32, predictions: u32, detections: u32 }),
  /** No block follows: what was sent is processed, then `closed` comes. */
  v.strictObject({ kind: v.literal('close'), number: u32 }),
  /** The client was told that the stream is over: the server may forget it. */
  v.strictObject({ kind: v.literal('closed'), number: u32 }),
  v.strictObject({
    kind: v.literal('watch'),
    watch: u32,
    pattern,
    points: v.exactOptional(PredictionChoice, 'all'),
    history: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)), 0),
  }),
  v.strictObject({ kind: v.literal('unwatch'), watch: u32 }),
  v.strictObject({ kind: v.literal('list'), request: u32, pattern: v.exactOptional(pattern, '*') }),
  v.strictObject({ kind: v.literal('end-stream'), request: u32, stream: streamName }),
  v.strictObject({ kind: v.literal('set-detector'), request: u32, stream: streamName, settings: DetectorChanges }),
  /** Alarms of streams that match, mutes and kinds of normal alarms: all at first, then each change. */
  v.strictObject({ kind: v.literal('watch-alarms'), watch: u32, pattern }),
  v.strictObject({ kind: v.literal('unwatch-alarms'), watch: u32 }),
  v.strictObject({ kind: v.literal('acknowledge'), request: u32, alarm: v.string(), ...said }),
  v.strictObject({
    kind: v.literal('normal'),
    request: u32,
    alarm: v.string(),
    /** Later alarms that look like it are normal too. */
    always: v.exactOptional(v.boolean()),
    ...said,
  }),
  v.strictObject({
    kind: v.literal('mute'),
    request: u32,
    streams: v.string(),
    channel: v.exactOptional(v.string()),
    untilMs: v.number(),
    ...said,
  }),
  v.strictObject({
    kind: v.literal('maintenance'),
    request: u32,
    streams: v.string(),
    channel: v.exactOptional(v.string()),
    fromMs: v.number(),
    untilMs: v.number(),
    ...said,
  }),
  v.strictObject({ kind: v.literal('end-mute'), request: u32, mute: v.string(), ...said }),
  v.strictObject({ kind: v.literal('forget-normal'), request: u32, normal: v.string(), ...said }),
  /** The newest entries of the audit trail. */
  v.strictObject({ kind: v.literal('audit'), request: u32, most: v.exactOptional(u32, 100) }),
  v.strictObject({ kind: v.literal('heartbeat') }),
  /** Which features of the server's welcome the client can read. */
  v.strictObject({ kind: v.literal('features'), features: v.pipe(v.array(v.string()), v.maxLength(64)) }),
]);

export type ClientMessage = v.InferOutput<typeof ClientMessageSchema>;
export type OpenMessage = v.InferOutput<typeof Open>;
export type BlockMessage = v.InferOutput<typeof Block>;
export type WatchMessage = Extract<ClientMessage, { kind: 'watch' }>;
export type WatchAlarmsMessage = Extract<ClientMessage, { kind: 'watch-alarms' }>;
export type Encoding = (typeof ENCODINGS)[number];
export type DropPolicy = (typeof DROP_POLICIES)[number];
export type Choice = v.InferOutput<typeof PredictionChoice>;

/** What a client may send as text, with optional parts left out. */
export type ClientMessageInput = v.InferInput<typeof ClientMessageSchema>;

/**
 * Reads a message. NaN, Infinity and -Infinity, which some JSON writers put into rows, are read as null: a missing
 * value. Throws Refusal MALFORMED_MESSAGE.
 */
export function readClientMessage(text: string): ClientMessage {
  const given = fromJson(text);
  if (isBlock(given)) return given;
  const parsed = v.safeParse(ClientMessageSchema, given, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new Refusal('MALFORMED_MESSAGE', `'${v.getDotPath(issue) ?? 'message'}' ${issue.message}`);
}

const BLOCK_KEYS = new Set(Object.keys(Block.entries));

/**
 * The same check as by the schema, for the one message that is long: a block of many short rows takes the schema twenty
 * times as long as to parse its text. Throws Refusal MALFORMED_MESSAGE for values that are none.
 */
function isBlock(given: unknown): given is BlockMessage {
  if (typeof given !== 'object' || given === null || !('kind' in given) || given.kind !== 'block') return false;
  const { values, ...rest } = given as { values?: unknown; [name: string]: unknown };
  if (!Array.isArray(values)) return false;
  const areRows = Array.isArray(values[0]);
  for (const value of values) {
    const fits = areRows ? Array.isArray(value) && value.every(isValue) : isValue(value);
    if (!fits) throw new Refusal('MALFORMED_MESSAGE', "'values' must be numbers or null, flat or one array a row");
  }
  return Object.keys(rest).every((key) => BLOCK_KEYS.has(key)) && v.is(Block, { ...rest, values: [] });
}

function isValue(value: unknown): boolean {
  return typeof value === 'number' || value === null;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(/NaN|Infinity/.test(text) ? withoutNaN(text) : text);
  } catch {
    throw new Refusal('MALFORMED_MESSAGE', `a message must be JSON: received ${text.length} characters that are not`);
  }
}

/** The words of numbers that JSON does not have. The longer one first: each is found at the same place. */
const NOT_IN_JSON = ['-Infinity', 'Infinity', 'NaN'];

/** The text with null for these words, except inside strings. One pass, in linear time. */
function withoutNaN(text: string): string {
  let out = '';
  let copied = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString && character === '\\') at++;
    else if (character === '"') inString = !inString;
    else if (!inString && (character === 'N' || character === 'I' || character === '-')) {
      const word = NOT_IN_JSON.find((each) => text.startsWith(each, at));
      if (word === undefined) continue;
      out += `${text.slice(copied, at)}null`;
      at += word.length - 1;
      copied = at + 1;
    }
  }
  return out + text.slice(copied);
}
