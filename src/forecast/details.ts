// What a stream of series says of a row beside its likelihood, as numbers that cross threads within a record.

/** (details) severity, onset, 1 for an alarm, then forecast, spread and contribution of every channel. */
const SEVERITY = 0;
const ONSET = 1;
const ALARM = 2;
const CHANNELS_AT = 3;

/** A verdict on one row: see src/forecast/monitor.ts for what each number means. */
export interface SeriesVerdict {
  /** From 0 to 1: exceeded by a share of 1 - likelihood of normal rows. */
  readonly likelihood: number;
  /** About -log10 of how seldom such a row is; grows on where nothing like it was ever seen. */
  readonly severity: number;
  /** The severity where it is graver than what came shortly before on the same channel; 0 else. */
  readonly onset: number;
  /** An onset at or above the threshold. */
  readonly alarm: boolean;
  /** (channels) What was expected, in the channel's unit; NaN before there was anything to go by. */
  readonly forecast: Float32Array;
  /** (channels) How far off it was thought to be. */
  readonly spread: Float32Array;
  /** (channels) Each one's share of the surprise, 0 to 1. */
  readonly contributions: Float32Array;
}

/** The same as the engine has it: arrays of any kind of numbers. */
export interface VerdictNumbers {
  readonly severity: number;
  readonly onset: number;
  readonly forecast: ArrayLike<number>;
  readonly spread: ArrayLike<number>;
  readonly contributions: ArrayLike<number>;
}

/** How many numbers a verdict on so many channels takes. */
export function detailCount(channels: number): number {
  return CHANNELS_AT + 3 * channels;
}

/** Real-time. */
export function packDetails(verdict: VerdictNumbers, alarm: boolean, into: Float32Array): void {
  const channels = verdict.forecast.length;
  into[SEVERITY] = verdict.severity;
  into[ONSET] = verdict.onset;
  into[ALARM] = alarm ? 1 : 0;
  for (let c = 0; c < channels; c++) {
    into[CHANNELS_AT + c] = verdict.forecast[c] as number;
    into[CHANNELS_AT + channels + c] = verdict.spread[c] as number;
    into[CHANNELS_AT + 2 * channels + c] = verdict.contributions[c] as number;
  }
}

/** A copy. */
export function unpackDetails(likelihood: number, details: Float32Array): SeriesVerdict {
  const channels = (details.length - CHANNELS_AT) / 3;
  const part = (i: number) => details.slice(CHANNELS_AT + i * channels, CHANNELS_AT + (i + 1) * channels);
  return {
    likelihood,
    severity: details[SEVERITY] as number,
    onset: details[ONSET] as number,
    alarm: details[ALARM] === 1,
    forecast: part(0),
    spread: part(1),
    contributions: part(2),
  };
}
