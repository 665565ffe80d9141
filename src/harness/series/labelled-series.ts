// A series whose anomalies are known: what a detector of anomalies is measured on, made up or read from a file.

/** Rows `from` to `to`, both within, in which something is wrong. */
export interface LabelledWindow {
  readonly from: number;
  readonly to: number;
}

export interface LabelledSeries {
  readonly name: string;
  readonly channels: readonly string[];
  /** (rows) Ms since the epoch. */
  readonly timesMs: Float64Array;
  /** (channels)(rows) */
  readonly values: readonly Float64Array[];
  /** In order, and apart from each other. */
  readonly windows: readonly LabelledWindow[];
  /** Only rows from this one on are judged: those before are for learning. */
  readonly judgedFrom: number;
}

/** The stretches of rows whose label is not 0. */
export function windowsOf(labels: ArrayLike<number>): LabelledWindow[] {
  const windows: LabelledWindow[] = [];
  let from = -1;
  for (let row = 0; row <= labels.length; row++) {
    const wrong = row < labels.length && labels[row] !== 0;
    if (wrong && from < 0) from = row;
    if (!wrong && from >= 0) {
      windows.push({ from, to: row - 1 });
      from = -1;
    }
  }
  return windows;
}
