// The score of the Numenta Anomaly Benchmark, version 1.1 (Lavin & Ahmad 2015, "Evaluating Real-time Anomaly Detection
// Algorithms", arXiv 1510.03336). A detection within a labelled window scores more the earlier it comes, and only the
// best one of a window counts. A detection outside costs more the farther it is behind the last window. A window
// without a detection costs too. Each profile uses one threshold for all files, the best one.

/** What detections are worth. */
export interface Profile {
  readonly name: 'standard' | 'reward_low_FP_rate' | 'reward_low_FN_rate';
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
}

export const PROFILES: readonly Profile[] = [
  { name: 'standard', truePositive: 1, falsePositive: 0.11, falseNegative: 1 },
  { name: 'reward_low_FP_rate', truePositive: 1, falsePositive: 0.22, falseNegative: 1 },
  { name: 'reward_low_FN_rate', truePositive: 1, falsePositive: 0.11, falseNegative: 2 },
];

/** One file's anomaly scores, from 0 to 1, and its windows as first and last row. */
export interface ScoredFile {
  readonly name: string;
  readonly scores: ArrayLike<number>;
  readonly windows: readonly (readonly [number, number])[];
}

export interface FileScore {
  readonly name: string;
  /** Raw: 1 a window at best, -1 (standard) a window at worst. */
  readonly score: number;
  readonly detectedWindows: number;
  readonly windows: number;
  /** Rows above the threshold outside of all windows. */
  readonly falsePositives: number;
}

export interface ProfileScore {
  readonly profile: Profile['name'];
  readonly threshold: number;
  /** 0: says nothing at all, 100: perfect. */
  readonly score: number;
  readonly files: readonly FileScore[];
}

/** Rows at a file's beginning that are not scored. */
export function probation(rows: number): number {
  return Math.floor(0.15 * Math.min(rows, 5000));
}

/** The threshold that gives most over all files, and what each file then has. */
export function scoreCorpus(files: readonly ScoredFile[], profile: Profile): ProfileScore {
  const rows = files.map((file) => rowsOf(file, profile));
  const threshold = bestThreshold(rows, profile);
  const scored = files.map((file, i) => scoreFile(file, rows[i] as Row[], profile, threshold));
  return { profile: profile.name, threshold, score: scoreOf(scored, profile), files: scored };
}

/**
 * As scoreCorpus(), but the files of a group (the folder in their name) are scored at the threshold that gives most over
 * the files of all other groups: no file takes part in choosing its own. `threshold` is NaN, for there are several.
 */
export function scoreLeftOut(files: readonly ScoredFile[], profile: Profile): ProfileScore {
  const rows = files.map((file) => rowsOf(file, profile));
  const groups = files.map(({ name }) => groupOf(name));
  const thresholds = new Map<string, number>();
  for (const group of new Set(groups)) {
    thresholds.set(
      group,
      bestThreshold(
        rows.filter((_, i) => groups[i] !== group),
        profile,
      ),
    );
  }
  const scored = files.map((file, i) =>
    scoreFile(file, rows[i] as Row[], profile, thresholds.get(groups[i] as string) as number),
  );
  return { profile: profile.name, threshold: Number.NaN, score: scoreOf(scored, profile), files: scored };
}

function groupOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}

function scoreOf(files: readonly FileScore[], profile: Profile): number {
  const windows = files.reduce((sum, file) => sum + file.windows, 0);
  return normalized(
    files.reduce((sum, { score }) => sum + score, 0),
    windows,
    profile,
  );
}

/** Normalises a raw score: 0 for no detections at all, 100 for one at the first row of each window and nothing else. */
export function normalized(raw: number, windows: number, { truePositive, falseNegative }: Profile): number {
  const none = -falseNegative * windows;
  const perfect = truePositive * windows;
  return windows === 0 ? 100 * raw : (100 * (raw - none)) / (perfect - none);
}

interface Row {
  readonly anomaly: number;
  /** Index of the file's window that it lies in, -1 for none. */
  readonly window: number;
  /** What a detection here is worth. */
  readonly worth: number;
}

/** The rows that are scored. */
function rowsOf({ scores, windows }: ScoredFile, profile: Profile): Row[] {
  const rows: Row[] = [];
  const first = probation(scores.length);
  for (let i = first; i < scores.length; i++) {
    const window = windows.findIndex(([from, to]) => i >= from && i <= to);
    rows.push({ anomaly: scores[i] as number, window, worth: worthOf(i, window, windows, profile) });
  }
  return rows;
}

function worthOf(i: number, window: number, windows: ScoredFile['windows'], profile: Profile): number {
  if (window >= 0) {
    const [from, to] = windows[window] as readonly [number, number];
    const position = -(to - i + 1) / (to - from + 1);
    return (profile.truePositive * scaledSigmoid(position)) / scaledSigmoid(-1);
  }
  const before = windows.filter(([, to]) => to < i).at(-1);
  if (!before) return -profile.falsePositive;
  const [from, to] = before;
  return profile.falsePositive * scaledSigmoid((i - to) / Math.max(1, to - from));
}

/** 1 far on the left, 0 at 0, -1 far on the right. */
function scaledSigmoid(position: number): number {
  return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}

/**
 * Walks the rows from the highest anomaly score down. After each group of equal scores, the total is the score at that
 * threshold.
 */
function bestThreshold(files: readonly (readonly Row[])[], profile: Profile): number {
  const rows = files.flatMap((file, f) => file.map((row) => ({ ...row, file: f })));
  rows.sort((a, b) => b.anomaly - a.anomaly);
  const best = new Map<string, number>();
  let sum = 0;
  let most = 0;
  let threshold = Number.POSITIVE_INFINITY;
  rows.forEach(({ anomaly, window, worth, file }, i) => {
    if (window < 0) sum += worth;
    else {
      const key = `${file} ${window}`;
      const known = best.get(key) ?? -profile.falseNegative;
      if (worth > known) {
        sum += worth - known;
        best.set(key, worth);
      }
    }
    if (rows[i + 1]?.anomaly === anomaly) return;
    if (sum > most) {
      most = sum;
      threshold = anomaly;
    }
  });
  return threshold;
}

function scoreFile(
  { name, windows }: ScoredFile,
  rows: readonly Row[],
  profile: Profile,
  threshold: number,
): FileScore {
  const worth = windows.map(() => -profile.falseNegative);
  let falsePositives = 0;
  let score = 0;
  for (const row of rows) {
    if (row.anomaly < threshold) continue;
    if (row.window >= 0) worth[row.window] = Math.max(worth[row.window] as number, row.worth);
    else {
      score += row.worth;
      falsePositives++;
    }
  }
  return {
    name,
    score: score + worth.reduce((a, b) => a + b, 0),
    detectedWindows: worth.filter((each) => each > -profile.falseNegative).length,
    windows: windows.length,
    falsePositives,
  };
}
