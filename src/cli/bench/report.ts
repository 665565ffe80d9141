// Benchmark results as they come, for people or as JSON.
import type { BenchLine, CellSize } from '../../harness/results.js';
import type { Timing } from '../../harness/turns.js';
import { clock, grouped, threeDigits } from '../report/format.js';
import { note, printJson, printText } from '../report/output.js';
import { latencyText, statsCostText } from './latency-text.js';
import { textOfServe } from './serve-text.js';

export interface BenchReporter {
  line(line: BenchLine): void;
  /** A sentence that is no result. */
  note(sentence: string): void;
}

export function benchReporter(json: boolean): BenchReporter {
  if (json) return { line: (line) => printJson({ ...line }), note };
  return { line: (line) => printText(...textOf(line).split('\n')), note };
}

function textOf(line: BenchLine): string {
  const { kind } = line;
  switch (kind) {
    case 'machine':
      return `${line.cpu}, ${line.cores} cores, ${line.platform}, Node ${line.node} (V8 ${line.v8})${line.chromium === null ? '' : `, Chromium ${line.chromium}`}${line.browser === undefined ? '' : `, ${line.browser}`}\n`;
    case 'peak':
      return `  ${line.engine.padEnd(16)} at most ${threeDigits(line.macsPerSecond / 1e9)} GMAC/s in ${line.runtime}, on weights in the nearest cache`;
    case 'step-ratio':
      return `${sizeText(line)} in ${line.runtime}: ${line.engine} ${threeDigits(line.p50Ratio)} times as fast as ${line.rival} (p99 ${threeDigits(line.p99Ratio)} times)`;
    case 'step':
      return `  ${line.engine.padEnd(16)} ${microseconds(line)}  ${threeDigits(line.macsPerSecond / 1e9)} GMAC/s${line.peakShare === undefined ? '' : `, ${Math.round(100 * line.peakShare)} % of the most`}`;
    case 'network':
      return `${line.name} (${grouped(line.macs)} multiply-adds) in ${line.runtime}: ${threeDigits(line.p50Ratio)} times as fast as ${line.rival}\n  ${'wasm-f32'.padEnd(16)} ${microseconds(line.ours)}\n  ${line.rival.padEnd(16)} ${microseconds(line.theirs)}`;
    case 'training':
      return `\nTraining GRU ${line.input} → ${line.hidden} in ${line.runtime}: ${grouped(line.framesPerSecond)} frames/s on one thread, forward and backward`;
    case 'whole-training':
      return `The whole of training GRU ${line.input} → ${line.hidden} in ${line.runtime}: ${grouped(line.framesPerSecond)} frames/s on ${line.threads === 1 ? 'one thread' : `${line.threads} threads`}`;
    case 'front-end':
      return `\n${line.name} of a window of ${line.windowMs} ms, ${line.bands} bands, in ${line.runtime}: ${microseconds(line)}`;
    case 'pipeline':
      return `\nA recording of ${clock(line.audioMs)} through GRU ${line.input} → ${line.hidden} in ${line.runtime}: real-time factor ${line.realTimeFactor.toPrecision(2)}, ${threeDigits(1 / line.realTimeFactor)} times as fast as it plays`;
    case 'latency':
      return `${latencyText(line)}\n`;
    case 'stats-cost':
      return statsCostText(line);
    case 'serve':
      return textOfServe(line);
    default:
      return kind satisfies never;
  }
}

function sizeText({ cell, input, hidden, layers, batch }: CellSize): string {
  const stack = layers > 1 ? ` × ${layers}` : '';
  return `${cell.toUpperCase()} ${input} → ${hidden}${stack}${batch > 1 ? `, ${batch} streams` : ''}`;
}

function microseconds({ p50Us, p99Us, worstUs }: Timing): string {
  return times(p50Us, p99Us, worstUs, 'µs');
}

function times(p50: number, p99: number, worst: number, unit: string): string {
  const [a, b, c] = [p50, p99, worst].map((value) => threeDigits(value).padStart(6));
  return `p50 ${a} ${unit}  p99 ${b} ${unit}  worst ${c} ${unit}`;
}
