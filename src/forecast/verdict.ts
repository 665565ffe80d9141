// What a monitor says of a row.

/** What is said of a row. The object and its arrays are used again for the next row: copy what you keep. */
export interface Verdict {
  /** From 0 to 1: exceeded by a share of 1 - likelihood of normal rows. */
  likelihood: number;
  /** How grave it is: about -log10 of how seldom such a row is; grows on where nothing like it was ever seen. */
  severity: number;
  /** The severity, where it is graver than what came shortly before, which what follows an anomaly seldom is; 0 else. */
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
