// What a person says of an alarm of a stream of this process.
import type { AlarmMark } from '../../model/alarm-mark.js';
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { AlarmFacts } from '../detected.js';

/** An alarm that a person means: a detection of a series. */
export interface MarkedAlarm extends Readonly<Partial<AlarmFacts>> {
  readonly channel?: string;
  readonly startsAtMs: number;
}

/** A stream whose alarms a person knows. */
export interface MarkableStream {
  setDetector(changes: Partial<KeywordSettings>): void;
}

/** What was said of each stream's alarms. So much is kept: an engine that is replaced gets it again. */
const MOST_MARKS = 64;
const said = new WeakMap<MarkableStream, readonly AlarmMark[]>();

/** An alarm is of a kind where its value is at most so many times as far away. */
const LARGER = 1.5;

/**
 * Somebody sees to an alarm. With `adapt: 'when acknowledged'` its channels are learnt from again from the next row on.
 * Throws TypeError where the detection is none of a series.
 */
export function acknowledge(stream: MarkableStream, alarm: MarkedAlarm): void {
  const { channel, startsAtMs } = known(alarm);
  add(stream, { kind: 'acknowledged', channel, startsAtMs });
}

/**
 * An alarm was no fault: with the next row it ends, and its channels are learnt from. `always`: later alarms that look
 * like it are normal too; give the detection with which the alarm began. Throws TypeError where the detection is
 * none of a series.
 */
export function callNormal(
  stream: MarkableStream,
  alarm: MarkedAlarm,
  { always = false }: { readonly always?: boolean } = {},
): void {
  const { channel, startsAtMs } = known(alarm);
  const { reason = '', severity = 0, value = 0, expected = 0 } = alarm;
  const { state, ...like } = likeness(reason, value, value - expected);
  const kind: AlarmMark = {
    kind: 'always-normal',
    channel,
    reason,
    ...like,
    severity,
    ...(state !== null && { state }),
  };
  add(stream, { kind: 'normal', channel, startsAtMs }, ...(always ? [kind] : []));
}

/** By what an alarm is known again: see NormalKind. `apart`: from the expected value to the value; null, NaN: unknown. */
export function likeness(reason: string, value: number | null, apart: number | null) {
  const distance = apart === null || Number.isNaN(apart) ? 0 : apart;
  return {
    side: Math.sign(distance) as -1 | 0 | 1,
    within: LARGER * Math.abs(distance),
    state: isOfStates(reason) ? value : null,
  };
}

/** Whether a reason is one of a channel of states, whose values are no measures. */
function isOfStates(reason: string): boolean {
  return reason === 'state' || reason === 'duration';
}

function known({ channel, startsAtMs }: MarkedAlarm) {
  if (channel !== undefined) return { channel, startsAtMs };
  throw new TypeError('Cannot mark the alarm: it must be a detection of a series: received one without a channel');
}

function add(stream: MarkableStream, ...marks: readonly AlarmMark[]): void {
  const all = [...(said.get(stream) ?? []), ...marks];
  // What was said of one alarm is of no use for long; what is normal stays.
  const kinds = all.filter(({ kind }) => kind === 'always-normal').slice(-MOST_MARKS);
  const others = all.filter(({ kind }) => kind !== 'always-normal').slice(-MOST_MARKS);
  said.set(stream, [...kinds, ...others]);
  stream.setDetector({ marks: [...kinds, ...others] });
}
