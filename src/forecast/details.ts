// The details of a verdict on one row, as numbers that cross threads within a prediction record.

/**
 * (details) Severity, onset, and bits: 1 where an alarm begins, 2 while it lasts, 4 where it ends; then, from here on, the
 * forecasts, the spreads and the contributions of all channels.
 */
const CHANNELS_AT = 3;

/** A verdict on one row of a series. */
export interface SeriesVerdict {
  /** From 0 to 1: a share of 1 - likelihood of normal rows exceeds it. */
  readonly likelihood: number;
  /** About -log10 of how often normal rows are this unusual. It goes on growing for rows unlike any seen before. */
  readonly severity: number;
  /** The severity, where it is higher than that of recent rows of the same channel, or an alarm begins; else 0. */
  readonly onset: number;
  /** Whether an alarm begins with this row. */
  readonly alarm: boolean;
  /** Whether an alarm lasts at this row, or begins with it. */
  readonly open: boolean;
  /** Whether an alarm ends with this row. */
  readonly ended: boolean;
  /** (channels) The expected value, in the channel's unit; NaN before there was anything to forecast from. */
  readonly forecast: Float32Array;
  /** (channels) The expected size of the forecast's error, in the channel's unit. */
  readonly spread: Float32Array;
  /** (channels) Each channel's share of the surprise, 0 to 1. */
  readonly contributions: Float32Array;
}

/** A verdict as the monitor has it: with arrays of any kind of numbers. */
export interface VerdictNumbers {
  readonly severity: number;
  readonly onset: number;
  readonly alarm: boolean;
  readonly open: boolean;
  readonly ended: boolean;
  readonly forecast: ArrayLike<number>;
  readonly spread: ArrayLike<number>;
  readonly contributions: ArrayLike<number>;
}

/** How many numbers the details of a verdict on so many channels are. */
export function detailCount(channels: number): number {
  return CHANNELS_AT + 3 * channels;
}

/** Writes the details to `into`, `detailCount(channels)` numbers. Real-time. */
export function packDetails(verdict: VerdictNumbers, into: Float32Array): void {
  const channels = verdict.forecast.length;
  const { severity, onset, alarm, open, ended } = verdict;
  into[0] = severity;
  into[1] = onset;
  into[2] = (alarm ? 1 : 0) + (open ? 2 : 0) + (ended ? 4 : 0);
  for (let c = 0; c < channels; c++) {
    into[CHANNELS_AT + c] = verdict.forecast[c] as number;
    into[CHANNELS_AT + channels + c] = verdict.spread[c] as number;
    into[CHANNELS_AT + 2 * channels + c] = verdict.contributions[c] as number;
  }
}

/** The severity alone. */
export function severityIn(details: Float32Array): number {
  return details[0] as number;
}

/** The reverse of `packDetails`, with the likelihood. Copies all arrays. */
export function unpackDetails(likelihood: number, details: Float32Array): SeriesVerdict {
  const channels = (details.length - CHANNELS_AT) / 3;
  const [severity, onset, flags] = details as unknown as readonly [number, number, number];
  const part = (from: number) => details.slice(from, from + channels);
  return {
    likelihood,
    severity,
    onset,
    alarm: (flags & 1) > 0,
    open: (flags & 2) > 0,
    ended: (flags & 4) > 0,
    forecast: part(CHANNELS_AT),
    spread: part(CHANNELS_AT + channels),
    contributions: part(CHANNELS_AT + 2 * channels),
  };
}
