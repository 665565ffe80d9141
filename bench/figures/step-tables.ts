// The figures as tables for a document.

import { grouped, threeDigits } from '#src/cli/report/format.js';
import type { BenchLine, Runtime, StepLine } from '#src/harness/results.js';
import type { StepEngine } from '#src/harness/steppers.js';

/** Markdown: single steps, batches, and the rest. */
export function figureTables(lines: readonly BenchLine[]): string {
  const steps = lines.flatMap((line) => (line.kind === 'step' ? [line] : []));
  return [singleSteps(steps), batches(steps), rest(lines)].map((rows) => rows.join('\n')).join('\n\n');
}

function singleSteps(steps: readonly StepLine[]): string[] {
  const rows = steps
    .filter(({ engine, batch }) => engine === 'wasm-f32' && batch === 1)
    .sort(byRuntime)
    .map((f32) => {
      const int8 = beside(steps, f32, 'wasm-int8');
      const web = beside(steps, f32, 'onnxruntime-web');
      const native = beside(steps, f32, 'onnxruntime-node');
      return row([
        nameOf(f32),
        placeOf(f32.runtime),
        `${micros(f32)} (p99 ${micros(f32, 'p99Us')})`,
        int8 ? `${micros(int8)} (p99 ${micros(int8, 'p99Us')})` : '',
        web ? micros(web) : '',
        native ? micros(native) : '',
        web ? `**${times(web, f32)}**` : '',
        web && int8 ? `**${times(web, int8)}**` : '',
      ]);
    });
  return [
    row(['one step, p50', '', 'f32', 'int8', 'onnxruntime-web', 'onnxruntime-node', 'f32 is faster', 'int8 is faster']),
    row(['---', '---', '---', '---', '---', '---', '---', '---']),
    ...rows,
  ];
}

/** Streams a second that 64 of them, stepped together, make of one core. */
function batches(steps: readonly StepLine[]): string[] {
  const perSecond = (line: StepLine | undefined) =>
    line ? grouped(Math.round((line.batch * 1e6) / line.p50Us / 1000) * 1000) : '';
  const rows = steps
    .filter(({ engine, batch }) => engine === 'wasm-f32' && batch === 64)
    .sort(byRuntime)
    .map((f32) =>
      row([
        nameOf(f32),
        placeOf(f32.runtime),
        perSecond(f32),
        perSecond(beside(steps, f32, 'wasm-int8')),
        perSecond(beside(steps, f32, 'onnxruntime-web')),
        perSecond(beside(steps, f32, 'onnxruntime-node')),
      ]),
    );
  return [
    row(['64 streams together, steps a second', '', 'f32', 'int8', 'onnxruntime-web', 'onnxruntime-node']),
    row(['---', '---', '---', '---', '---', '---']),
    ...rows,
  ];
}

function rest(lines: readonly BenchLine[]): string[] {
  return [row(['', 'where', '']), row(['---', '---', '---']), ...lines.flatMap(restRow)];
}

function restRow(line: BenchLine): string[] {
  switch (line.kind) {
    case 'peak':
      return [
        row([
          `the kernel's own loops on weights in the nearest cache, ${line.engine === 'wasm-f32' ? 'f32' : 'int8'}`,
          placeOf(line.runtime),
          `${threeDigits(line.macsPerSecond / 1e9)} billion multiply-adds a second`,
        ]),
      ];
    case 'network':
      return [
        row([
          `${line.name}, a step of ${grouped(line.macs)} multiply-adds`,
          placeOf(line.runtime),
          `${micros(line.ours)}; onnxruntime-web ${micros(line.theirs)}: **${line.p50Ratio.toFixed(1)} times**`,
        ]),
      ];
    case 'training':
      return [
        row([
          `training, GRU ${line.input} → ${line.hidden}, forward and backward, one thread`,
          placeOf(line.runtime),
          `${grouped(Math.round(line.framesPerSecond / 1000) * 1000)} frames/s`,
        ]),
      ];
    case 'whole-training':
      return [
        row([
          `the whole of training, GRU ${line.input} → ${line.hidden}, ${line.threads === 1 ? 'one thread' : `${line.threads} threads`}`,
          placeOf(line.runtime),
          `${grouped(Math.round(line.framesPerSecond / 1000) * 1000)} frames/s`,
        ]),
      ];
    case 'front-end':
      return [
        row([
          `${line.name} of a window of ${line.windowMs} ms at 16 kHz, ${line.bands} bands`,
          placeOf(line.runtime),
          `${micros(line)} (p99 ${micros(line, 'p99Us')})`,
        ]),
      ];
    case 'pipeline':
      return [
        row([
          `a recording through the whole pipeline, GRU ${line.input} → ${line.hidden}`,
          placeOf(line.runtime),
          `${Math.round(1 / line.realTimeFactor)} times as fast as it plays`,
        ]),
      ];
    default:
      return [];
  }
}

/** The same step on another engine. */
function beside(steps: readonly StepLine[], of: StepLine, engine: StepEngine): StepLine | undefined {
  return steps.find(
    (line) =>
      line.engine === engine && line.runtime === of.runtime && line.batch === of.batch && nameOf(line) === nameOf(of),
  );
}

function byRuntime(a: StepLine, b: StepLine): number {
  return Number(a.runtime === 'node') - Number(b.runtime === 'node');
}

function nameOf({ cell, input, hidden, layers }: StepLine): string {
  return `${cell.toUpperCase()} ${input} → ${hidden}${layers > 1 ? ` × ${layers}` : ''}`;
}

function placeOf(runtime: Runtime): string {
  return runtime === 'node' ? 'Node' : 'Chromium';
}

function micros(line: { readonly p50Us: number; readonly p99Us: number }, which: 'p50Us' | 'p99Us' = 'p50Us'): string {
  return `${threeDigits(line[which])} µs`;
}

function times(theirs: StepLine, ours: StepLine): string {
  return `${(theirs.p50Us / ours.p50Us).toFixed(1)} times`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
