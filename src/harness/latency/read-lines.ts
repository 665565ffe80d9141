// Reads the lines of an earlier run from what it wrote: lines of JSON, or a report that contains them.
import * as v from 'valibot';
import { type LatencyLine, RUNTIMES } from '../results.js';

/** Between these a report keeps its lines. */
export const LINES_BEGIN = '<script type="application/json" id="lines">';
export const LINES_END = '</script>';

const percentiles = {
  p50Ms: v.number(),
  p90Ms: v.number(),
  p99Ms: v.number(),
  p999Ms: v.number(),
  worstMs: v.number(),
  count: v.number(),
};
const stage = v.object(percentiles);
const line = v.object({
  ...percentiles,
  kind: v.literal('latency'),
  scenario: v.string(),
  engine: v.picklist(['wasm-f32', 'onnxruntime-web']),
  runtime: v.picklist(RUNTIMES),
  subscriber: v.picklist(['main', 'worker']),
  dropped: v.number(),
  deadlineMisses: v.number(),
  stages: v.object({ capture: stage, wait: stage, step: stage, crossing: stage, subscriber: stage, delivery: stage }),
  curve: v.array(v.tuple([v.number(), v.number()])),
});

/** The part of a line that a later run is compared with. */
export type BaselineLine = Pick<LatencyLine, keyof v.InferOutput<typeof line>>;

/** Skips lines of other kinds. Throws a SyntaxError or an Error for text that is neither, or has no such line. */
export function readLines(text: string): BaselineLine[] {
  const lines = jsonOf(text).filter((each) => v.is(v.object({ kind: v.literal('latency') }), each));
  const parsed = lines.map((each) => v.safeParse(line, each));
  const wrong = parsed.find((each) => !each.success);
  if (lines.length === 0 || wrong !== undefined) {
    throw new Error(
      `Cannot compare with the baseline: it must be a report of 'sluice bench latency', or its lines of JSON: received ${wrong === undefined ? 'no line of latency' : wrong.issues?.[0]?.message}`,
    );
  }
  return parsed.map((each) => each.output as BaselineLine);
}

function jsonOf(text: string): unknown[] {
  const at = text.indexOf(LINES_BEGIN);
  const lines = at < 0 ? text : text.slice(at + LINES_BEGIN.length, text.indexOf(LINES_END, at));
  return lines.split('\n').flatMap((each) => {
    if (each.trim() === '') return [];
    try {
      return [JSON.parse(each) as unknown];
    } catch {
      throw new Error(`Cannot compare with the baseline: a line of it is no JSON: received '${each.slice(0, 40)}'`);
    }
  });
}
