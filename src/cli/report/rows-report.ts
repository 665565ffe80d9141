// What `run` prints about rows that a network was given: JSON lines, or lines for people.
import type { Model } from '../../model/model.js';
import type { Detection, Prediction } from '../../node/index.js';
import { grouped } from './format.js';
import { printJson, printText, rounded } from './output.js';

/** Everything that was run, taken together. */
export interface RowsSummary {
  readonly inputs: number;
  /** Rows. */
  readonly frames: number;
  readonly detections: number;
  readonly dropped: number;
  /** Values that were missing and became 0. */
  readonly replaced: number;
  /** From the first row to the last, all tables added up. */
  readonly spanMs: number;
  readonly elapsedMs: number;
  /** SHA-256 of the bytes of all predictions, in the order of the inputs; hexadecimal. */
  readonly digest: string;
}

export interface RowsReporter {
  input(name: string): void;
  prediction(name: string, prediction: Prediction): void;
  detection(name: string, detection: Detection): void;
  summary(summary: RowsSummary): void;
}

export function rowsReporter(
  { labels }: Model,
  { json, predictions }: { json: boolean; predictions: boolean },
): RowsReporter {
  return json ? jsonReporter(labels, predictions) : textReporter(labels, predictions);
}

function jsonReporter(labels: readonly string[], predictions: boolean): RowsReporter {
  return {
    input: () => undefined,
    prediction(input, { index, endsAtMs, scores }) {
      if (!predictions) return;
      const byLabel = Object.fromEntries(labels.map((label, i) => [label, scores[i] as number]));
      printJson({ kind: 'prediction', input, index, endsAtMs, scores: byLabel });
    },
    detection(input, { label, score, startsAtMs, endsAtMs }) {
      printJson({ kind: 'detection', input, label, score, startsAtMs, endsAtMs });
    },
    summary({ spanMs, elapsedMs, ...summary }) {
      printJson({ kind: 'summary', ...summary, audioMs: rounded(spanMs), elapsedMs: rounded(elapsedMs) });
    },
  };
}

function textReporter(labels: readonly string[], predictions: boolean): RowsReporter {
  const at = (ms: number) => new Date(ms).toISOString();
  return {
    input: (name) => printText(name),
    prediction(_, { endsAtMs, scores }) {
      if (!predictions) return;
      const each = labels.map((label, i) => `${label} ${(scores[i] as number).toPrecision(4)}`);
      printText(`  ${at(endsAtMs)}  ${each.join('  ')}`);
    },
    detection: (_, { label, score, startsAtMs }) => printText(`  ${at(startsAtMs)}  ${label}  ${score.toFixed(2)}`),
    summary({ frames, detections, digest }) {
      printText();
      printText(
        `${grouped(frames)} rows, ${grouped(detections)} detections${predictions ? '' : ' (--predictions prints every row)'}`,
      );
      printText(`digest ${digest}`);
    },
  };
}
