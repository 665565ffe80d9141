// A monitor's verdict on a row.

/** The verdict on a row. The object and its arrays are used again for the next row: copy what you keep. */
export interface Verdict {
  /** From 0 to 1: a share of 1 - likelihood of normal rows exceeds it. */
  likelihood: number;
  /** About -log10 of how often normal rows are this unusual. It goes on growing for rows unlike any seen before. */
  severity: number;
  /**
   * The severity, where it is higher than that of recent rows of the same channel, or an alarm begins; else 0. After an
   * anomaly it seldom is.
   */
  onset: number;
  /** Whether an alarm begins: the onset is at or above the threshold, and the fault raised none before. */
  alarm: boolean;
  /** Whether an alarm lasts, or begins. */
  open: boolean;
  /** Whether an alarm ends. */
  ended: boolean;
  /** (channels) The expected value, in the channel's unit; NaN before there was anything to forecast from. */
  readonly forecast: Float64Array;
  /** (channels) The expected size of the forecast's error, in the channel's unit. */
  readonly spread: Float64Array;
  /** (channels) Each channel's share of the surprise, 0 to 1. */
  readonly contributions: Float64Array;
}

/** An empty verdict on a row of so many channels. */
export function newVerdict(channels: number): Verdict {
  const verdict = {
    likelihood: 0,
    severity: 0,
    onset: 0,
    alarm: false,
    open: false,
    ended: false,
    forecast: new Float64Array(channels),
    spread: new Float64Array(channels),
    contributions: new Float64Array(channels),
  };
  clearVerdict(verdict);
  return verdict;
}

/** Index of the channel that was most surprising. */
export function worstOf({ contributions }: Verdict): number {
  let worst = 0;
  for (let c = 1; c < contributions.length; c++) {
    if ((contributions[c] as number) > (contributions[worst] as number)) worst = c;
  }
  return worst;
}

/** Takes a verdict back. */
export function clearVerdict(verdict: Verdict): void {
  verdict.likelihood = 0;
  verdict.severity = 0;
  verdict.onset = 0;
  verdict.alarm = false;
  verdict.open = false;
  verdict.ended = false;
  verdict.forecast.fill(Number.NaN);
  verdict.spread.fill(Number.NaN);
  verdict.contributions.fill(0);
}

/** Whether all numbers of a verdict are finite. Only for a row that was judged. */
export function isFiniteVerdict({ likelihood, severity, forecast, spread, contributions }: Verdict): boolean {
  const arrays = forecast.every(Number.isFinite) && spread.every(Number.isFinite);
  return arrays && Number.isFinite(likelihood) && Number.isFinite(severity) && contributions.every(Number.isFinite);
}
