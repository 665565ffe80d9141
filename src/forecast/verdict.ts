// What a monitor says of a row, and what it says where it says nothing.

/** What is said of a row. The object and its arrays are used again for the next row: copy what you keep. */
export interface Verdict {
  /** From 0 to 1: exceeded by a share of 1 - likelihood of normal rows. */
  likelihood: number;
  /** How grave it is: about -log10 of how seldom such a row is; grows on where nothing like it was ever seen. */
  severity: number;
  /**
   * The severity, where it is graver than what came shortly before on the same channel, which what follows an anomaly
   * seldom is; 0 else.
   */
  onset: number;
  /** An onset at or above the threshold. */
  alarm: boolean;
  /** (channels) What was expected, in the channel's unit; NaN before there was anything to go by. */
  readonly forecast: Float64Array;
  /** (channels) How far off it was thought to be. */
  readonly spread: Float64Array;
  /** (channels) Each one's share of the surprise, 0 to 1. */
  readonly contributions: Float64Array;
}

/** Of a row of so many channels, of which nothing is said yet. */
export function newVerdict(channels: number): Verdict {
  const verdict = {
    likelihood: 0,
    severity: 0,
    onset: 0,
    alarm: false,
    forecast: new Float64Array(channels),
    spread: new Float64Array(channels),
    contributions: new Float64Array(channels),
  };
  sayNothing(verdict);
  return verdict;
}

/** Index of the channel that was surprising most. */
export function worstOf({ contributions }: Verdict): number {
  let worst = 0;
  for (let c = 1; c < contributions.length; c++) {
    if ((contributions[c] as number) > (contributions[worst] as number)) worst = c;
  }
  return worst;
}

/** Takes back what was said. */
export function sayNothing(verdict: Verdict): void {
  verdict.likelihood = 0;
  verdict.severity = 0;
  verdict.onset = 0;
  verdict.alarm = false;
  verdict.forecast.fill(Number.NaN);
  verdict.spread.fill(Number.NaN);
  verdict.contributions.fill(0);
}

/** Whether all that is said of a row that was judged are numbers. */
export function saysNumbers({ likelihood, severity, forecast, spread, contributions }: Verdict): boolean {
  const arrays = forecast.every(Number.isFinite) && spread.every(Number.isFinite);
  return arrays && Number.isFinite(likelihood) && Number.isFinite(severity) && contributions.every(Number.isFinite);
}
