// The latency figures as tables for a document: every scenario beside the rival, and what we set out for.

import { grouped, percent, threeDigits } from '#src/cli/report/format.js';
import { LONG_RUN } from '#src/harness/latency/scenarios.js';
import type { BenchLine, LatencyLine, Runtime, StatsCostLine } from '#src/harness/results.js';

/** Markdown: the scenarios, then the goals. */
export function latencyTables(lines: readonly BenchLine[]): string {
  const latencies = lines.flatMap((line) => (line.kind === 'latency' ? [line] : []));
  const costs = lines.flatMap((line) => (line.kind === 'stats-cost' ? [line] : []));
  return [scenarios(latencies), goals(latencies, costs)].map((rows) => rows.join('\n')).join('\n\n');
}

function scenarios(lines: readonly LatencyLine[]): string[] {
  const ours = lines.filter(({ engine }) => engine !== 'onnxruntime-web').sort(byRuntime);
  return [
    row([
      '',
      'where',
      'due to subscriber, p50',
      'p99',
      'worst',
      'ring to subscriber, p50',
      'p99',
      'onnxruntime-web, p50',
      'p99',
      'hops',
    ]),
    row(Array<string>(10).fill('---')),
    ...ours.map((line) => {
      const rival = rivalOf(lines, line)?.stages.delivery;
      const { delivery } = line.stages;
      return row([
        line.subscriber === 'worker' ? `${line.scenario}, subscriber in a worker` : line.scenario,
        placeOf(line.runtime),
        ...[line.p50Ms, line.p99Ms, line.worstMs, delivery.p50Ms, delivery.p99Ms].map(milliseconds),
        ...(rival === undefined ? ['', ''] : [rival.p50Ms, rival.p99Ms].map(milliseconds)),
        hops(line),
      ]);
    }),
  ];
}

/** Ring to subscriber, like the columns beside it. */
function rivalOf(lines: readonly LatencyLine[], { scenario, runtime }: LatencyLine): LatencyLine | undefined {
  return lines.find(
    (line) => line.engine === 'onnxruntime-web' && line.scenario === scenario && line.runtime === runtime,
  );
}

function hops({ offered, delivered, dropped, accounted }: LatencyLine): string {
  if (offered === null) return `${grouped(delivered)} delivered, ${grouped(dropped)} dropped`;
  return `${grouped(offered)} ${accounted ? '=' : '≠'} ${grouped(delivered)} + ${grouped(dropped)} dropped`;
}

function goals(lines: readonly LatencyLine[], costs: readonly StatsCostLine[]): string[] {
  const runtimes = (['chromium', 'node'] as const).filter((runtime) => lines.some((line) => line.runtime === runtime));
  // What was not measured has no row.
  const each = (name: string, goal: string, of: (runtime: Runtime) => string): string[] => {
    const figures = runtimes.map(of);
    return figures.some((figure) => figure !== '') ? [row([name, goal, ...figures])] : [];
  };
  const find = (scenario: string, runtime: Runtime, subscriber: 'main' | 'worker' = 'main') =>
    lines.find(
      (line) =>
        line.engine !== 'onnxruntime-web' &&
        line.scenario === scenario &&
        line.runtime === runtime &&
        line.subscriber === subscriber,
    );
  const share = (runtime: Runtime, subscriber: 'main' | 'worker', most: number) => {
    const [line, rival] = [
      find('busy-main', runtime, subscriber),
      lines.find((one) => one.engine === 'onnxruntime-web' && one.scenario === 'busy-main' && one.runtime === runtime),
    ];
    if (line === undefined || rival === undefined) return '';
    const ratio = line.stages.delivery.p99Ms / rival.stages.delivery.p99Ms;
    return `${percent(ratio)}${missed(ratio > most)}`;
  };
  const steady = (runtime: Runtime, which: 'p50Ms' | 'p99Ms', most: number) => {
    const value = find('steady', runtime)?.stages.delivery[which];
    return value === undefined ? '' : `${milliseconds(value)}${missed(value > most)}`;
  };
  return [
    row(['', 'goal', ...runtimes.map(placeOf)]),
    row(Array<string>(2 + runtimes.length).fill('---')),
    ...each('ring to subscriber, steady, p50', 'at most 0.3 ms', (runtime) => steady(runtime, 'p50Ms', 0.3)),
    ...each('ring to subscriber, steady, p99', 'at most 2 ms', (runtime) => steady(runtime, 'p99Ms', 2)),
    ...each(
      'p99 of ring to subscriber under a busy main thread, of the rival’s, subscriber in a worker',
      'at most 10 %',
      (runtime) => share(runtime, 'worker', 0.1),
    ),
    ...each('the same, subscriber on the busy thread itself', '', (runtime) =>
      share(runtime, 'main', Number.POSITIVE_INFINITY),
    ),
    ...each('overload by 10: the oldest prediction delivered', 'at most `maxLatencyMs` and a hop', (runtime) =>
      oldest(find('overload-10', runtime)),
    ),
    ...each('hops offered = delivered + dropped, in every scenario', 'exactly', (runtime) => added(lines, runtime)),
    ...each('stamps and histograms, of a hop', 'under 1 %', (runtime) =>
      cost(costs.find((line) => line.runtime === runtime)),
    ),
    ...longRun(lines, each),
  ];
}

/** Where there was one. */
function longRun(
  lines: readonly LatencyLine[],
  each: (name: string, goal: string, of: (runtime: Runtime) => string) => string[],
): string[] {
  const long = lines.filter(({ scenario }) => scenario === LONG_RUN.name);
  const of = (say: (line: LatencyLine) => string) => (runtime: Runtime) => {
    const line = long.find((one) => one.runtime === runtime);
    return line === undefined ? '' : say(line);
  };
  const minutes = Math.round((long[0]?.durationMs ?? 0) / 60_000);
  return [
    ...each(
      `${minutes} minutes of 200 streams: hops missed`,
      'none',
      of(({ offered, dropped }) => `${grouped(dropped)} of ${grouped(offered ?? 0)}${missed(dropped > 0)}`),
    ),
    ...each('its memory: after a minute, in the middle, at the end', 'no growth', of(memoryOf)),
    ...each(
      'its garbage collections on the engine thread',
      'none to be seen',
      of(({ engineCollections: seen }) => (seen === null ? '' : `${seen.count}, worst ${milliseconds(seen.worstMs)}`)),
    ),
  ];
}

function memoryOf({ memory }: LatencyLine): string {
  const at = [0, Math.floor(memory.length / 2), memory.length - 1];
  return at.map((i) => `${Math.round((memory[i]?.[1] ?? 0) / 2 ** 20)} MB`).join(', ');
}

function oldest(line: LatencyLine | undefined): string {
  if (line === undefined || line.boundMs === null) return '';
  return `${line.oldestMs.toFixed(1)} of ${line.boundMs.toFixed(1)} ms${missed(line.oldestMs > line.boundMs)}`;
}

function added(lines: readonly LatencyLine[], runtime: Runtime): string {
  const counted = lines.filter((line) => line.runtime === runtime && line.accounted !== null);
  const wrong = counted.filter(({ accounted }) => !accounted);
  return wrong.length === 0 ? `in all ${counted.length}` : `not in ${wrong.length} of ${counted.length}: missed`;
}

function cost(line: StatsCostLine | undefined): string {
  if (line === undefined) return '';
  const share = (line.stampUs + line.recordUs) / line.hopUs;
  return `${percent(share)} of ${threeDigits(line.hopUs)} µs${missed(share > 0.01)}`;
}

function missed(is: boolean): string {
  return is ? ': missed' : '';
}

function byRuntime(a: LatencyLine, b: LatencyLine): number {
  return Number(a.runtime === 'node') - Number(b.runtime === 'node');
}

function placeOf(runtime: Runtime): string {
  return runtime === 'node' ? 'Node' : 'Chromium';
}

function milliseconds(ms: number): string {
  return `${threeDigits(ms)} ms`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
