// The server's figures as a table for a document, beside what we set out for.

import { grouped, threeDigits } from '#src/cli/report/format.js';
import type { BenchLine } from '#src/harness/results.js';
import type { ServeLine } from '#src/harness/serve/results.js';

const MOST_P99_MS = 20;
const LEAST_MESSAGES = 25_000;
const MOST_KB = 100;
const MOST_RECOVERY_MS = 1000;
const LEAST_FAIRNESS = 0.99;

/** Markdown; of each goal what was measured, and whether it is held. */
export function serveTable(lines: readonly BenchLine[]): string {
  const serves = lines.flatMap((line) => (line.kind === 'serve' ? [line] : []));
  const rows = [
    streams(serves.find(({ scenario }) => scenario === 'streams')),
    messages(serves.find(({ scenario }) => scenario === 'messages')),
    memory(serves.find(({ scenario }) => scenario === 'streams')),
    overload(serves.find(({ scenario }) => scenario === 'overload')),
  ];
  return [row('', 'goal', 'measured'), row('---', '---', '---'), ...rows].join('\n');
}

function streams(line?: ServeLine): string {
  const goal = `held, nothing dropped, due to prediction p99 at most ${MOST_P99_MS} ms`;
  const name = '1,000 streams of 50 hops a second, GRU 8 → 64';
  if (line === undefined) return row(name, goal, NOT_MEASURED);
  const held = line.dropped === 0 && line.deliveredPerSecond === line.offeredPerSecond && line.p99Ms <= MOST_P99_MS;
  const { seconds, deliveredPerSecond, offeredPerSecond, dropped, p50Ms, p99Ms, worstMs, serverCores } = line;
  const times = [p50Ms, p99Ms, worstMs].map(threeDigits);
  return row(
    `${name}, ${seconds} s`,
    goal,
    `${grouped(deliveredPerSecond)} of ${grouped(offeredPerSecond)} hops/s, ${grouped(dropped)} dropped; p50 ${times[0]}, p99 ${times[1]}, worst ${times[2]} ms; ${serverCores} cores${missed(held)}`,
  );
}

function messages(line?: ServeLine): string {
  const [name, goal] = ['messages of one hop each', `at least ${grouped(LEAST_MESSAGES)} a second`];
  if (line === undefined) return row(name, goal, NOT_MEASURED);
  const { deliveredPerSecond, p99Ms, serverCores } = line;
  const told = `${grouped(deliveredPerSecond)} a second, nothing dropped, p99 ${threeDigits(p99Ms)} ms; ${serverCores} cores`;
  return row(name, goal, told + missed(deliveredPerSecond >= LEAST_MESSAGES));
}

function memory(line?: ServeLine): string {
  const [name, goal] = ['memory of a stream over the weights', `at most ${MOST_KB} KB, flat over the run`];
  if (line?.bytesPerStream === undefined || line.grownBytesPerStream === undefined)
    return row(name, goal, NOT_MEASURED);
  const [first, grown] = [line.bytesPerStream / 1024, line.grownBytesPerStream / 1024];
  const told = `${threeDigits(first)} KB when open, ${threeDigits(first + grown)} KB at the end`;
  return row(name, goal, told + missed(first + grown <= MOST_KB));
}

function overload(line?: ServeLine): string {
  const name = 'three times the messages that are held';
  const goal = 'drops counted and fair, the delivered under their bound, recovered within a second';
  if (line?.fairness === undefined || line.recoveryMs === undefined || line.boundMs === undefined) {
    return row(name, goal, NOT_MEASURED);
  }
  const { offeredPerSecond, deliveredPerSecond, dropped, worstMs, boundMs, fairness, recoveryMs, lateP99Ms } = line;
  const held = worstMs <= boundMs && fairness >= LEAST_FAIRNESS && recoveryMs <= MOST_RECOVERY_MS;
  return row(
    name,
    goal,
    `${grouped(deliveredPerSecond)} of ${grouped(offeredPerSecond)} a second, ${grouped(dropped)} dropped; worst ${threeDigits(worstMs)} of ${boundMs} ms, of which the load itself was up to ${threeDigits(lateP99Ms)} ms late (p99); fairness (Jain) ${fairness.toFixed(4)}; recovered after ${recoveryMs} ms${missed(held)}`,
  );
}

const NOT_MEASURED = 'not measured';

function missed(held: boolean): string {
  return held ? '' : ': missed';
}

function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
