// Every contestant at a glance, and how its p99 went since an earlier run.
import type { LatencyLine } from '../../results.js';
import type { BaselineLine } from '../read-lines.js';
import { escaped, shortMs } from './plot.js';
import { colourOf, nameOf, placeOf, sameCase } from './series.js';

/** Changes below that are no news. */
const NOISE = 0.1;

export function summaryTable(lines: readonly LatencyLine[], baseline: readonly BaselineLine[]): string {
  const compared = baseline.length > 0;
  const heads = [
    'scenario',
    'where',
    'what',
    'p50',
    'p90',
    'p99',
    'p99.9',
    'worst',
    'ring → subscriber p50',
    'p99',
    'misses',
    'dropped',
  ];
  const head = [...heads, ...(compared ? ['p99 before'] : [])].map((name) => `<th>${name}</th>`).join('');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${lines.map((line) => row(line, baseline, compared)).join('')}</tbody></table></div>`;
}

function row(line: LatencyLine, baseline: readonly BaselineLine[], compared: boolean): string {
  const { delivery } = line.stages;
  const times = [line.p50Ms, line.p90Ms, line.p99Ms, line.p999Ms, line.worstMs, delivery.p50Ms, delivery.p99Ms];
  const dropped = line.accounted === false ? `${line.dropped}, does not add up` : String(line.dropped);
  const cells = [
    `<td><a href="#${escaped(line.scenario)}">${escaped(line.scenario)}</a></td><td>${placeOf(line.runtime)}</td>`,
    `<td><span class="key ${colourOf(line)}">${nameOf(line)}</span></td>`,
    ...times.map((ms) => `<td class="number">${shortMs(ms)}</td>`),
    `<td class="number">${line.deadlineMisses}</td><td class="number">${dropped}</td>`,
  ];
  if (compared)
    cells.push(
      change(
        line,
        baseline.find((before) => sameCase(before, line)),
      ),
    );
  return `<tr>${cells.join('')}</tr>`;
}

function change({ p99Ms }: LatencyLine, before: BaselineLine | undefined): string {
  if (before === undefined) return '<td class="number">new</td>';
  const by = p99Ms / before.p99Ms - 1;
  const kind = by > NOISE ? 'worse' : by < -NOISE ? 'better' : 'same';
  return `<td class="number ${kind}">${shortMs(before.p99Ms)} (${by > 0 ? '+' : ''}${(100 * by).toFixed(0)} %)</td>`;
}
