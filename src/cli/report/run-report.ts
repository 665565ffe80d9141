// What `run` prints about streams: JSON lines, or lines for people.
import { harmless } from '../../harmless-text.js';
import type { Model } from '../../model/model.js';
import type { Detection, Prediction } from '../../node/index.js';
import { bar, clock, grouped, threeDigits, widestOf } from './format.js';
import { printJson, printText, rounded } from './output.js';

/** Everything that was run, taken together. */
export interface RunSummary {
  /** Inputs that were run to their end. */
  readonly inputs: number;
  /** Predictions. */
  readonly frames: number;
  /** Predictions that the network rested in, because a gate was closed. */
  readonly gated: number;
  readonly detections: number;
  /** Samples that were lost or passed over. */
  readonly dropped: number;
  /** Samples that were no numbers and became 0. */
  readonly replaced: number;
  readonly audioMs: number;
  readonly elapsedMs: number;
  /** SHA-256 of the bytes of all predictions, in the order of the inputs; hexadecimal. */
  readonly digest: string;
  /** From a sample's coming in to its prediction's coming out. */
  readonly latency: { readonly p50Ms: number; readonly p99Ms: number; readonly worstMs: number };
}

export interface RunReporter {
  /** An input begins. */
  input(name: string): void;
  prediction(name: string, prediction: Prediction): void;
  detection(name: string, detection: Detection): void;
  summary(summary: RunSummary): void;
}

export function runReporter(model: Model, { json, predictions }: { json: boolean; predictions: boolean }): RunReporter {
  return json ? jsonReporter(model.labels, predictions) : textReporter(model.labels, predictions);
}

function jsonReporter(labels: readonly string[], predictions: boolean): RunReporter {
  return {
    input: () => undefined,
    prediction(input, { index, endsAtMs, scores }) {
      if (predictions) printJson({ kind: 'prediction', input, index, endsAtMs, scores: byLabel(labels, scores) });
    },
    detection(input, { label, score, startsAtMs, endsAtMs }) {
      printJson({ kind: 'detection', input, label, score, startsAtMs, endsAtMs });
    },
    summary({ latency, audioMs, elapsedMs, ...summary }) {
      printJson({ kind: 'summary', ...summary, audioMs: rounded(audioMs), elapsedMs: rounded(elapsedMs) });
    },
  };
}

const BAR = 20;

function textReporter(all: readonly string[], predictions: boolean): RunReporter {
  const labels = all.map((label) => harmless(label));
  const width = widestOf(labels);
  const line = (ms: number, label: string, score: number) =>
    `  ${clock(ms)}  ${label.padEnd(width)}  ${bar(score, BAR)}  ${score.toFixed(2)}`;
  return {
    input: (name) => printText(name === '-' ? 'standard input' : name),
    prediction(_, { endsAtMs, scores }) {
      if (!predictions) return;
      const best = scores.indexOf(Math.max(...scores));
      printText(`${line(endsAtMs, labels[best] as string, scores[best] as number)}  ·`);
    },
    detection: (_, { label, score, startsAtMs }) => printText(line(startsAtMs, harmless(label), score)),
    summary(summary) {
      printText();
      for (const sentence of sentences(summary)) printText(sentence);
    },
  };
}

function sentences(summary: RunSummary): string[] {
  const { detections, audioMs, elapsedMs, frames, gated, latency, dropped, digest } = summary;
  const heard = detections === 1 ? '1 phrase' : `${grouped(detections)} phrases`;
  const speed = threeDigits(audioMs / elapsedMs);
  const { p50Ms, p99Ms, worstMs } = latency;
  return [
    `${heard} in ${clock(audioMs)} of sound, run in ${clock(elapsedMs)}: ${speed} times as fast as it plays`,
    `${grouped(frames)} predictions; latency p50 ${threeDigits(p50Ms)} ms, p99 ${threeDigits(p99Ms)} ms, worst ${threeDigits(worstMs)} ms (a file is read ahead and waits, live sound does not)`,
    ...(gated > 0
      ? [`in ${Math.round((100 * gated) / frames)} % of the hops nobody spoke and the network rested`]
      : []),
    ...(dropped > 0 ? [`${grouped(dropped)} samples dropped`] : []),
    `digest ${digest}`,
  ];
}

function byLabel(labels: readonly string[], scores: Float32Array): Record<string, number> {
  return Object.fromEntries(labels.map((label, i) => [label, scores[i] as number]));
}
