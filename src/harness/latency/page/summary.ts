// A table of all contestants, with the change of p99 since an earlier run.
import type { LatencyLine } from '../../results.js';
import type { BaselineLine } from '../read-lines.js';
import { escaped, shortMs } from './plot.js';
import { colourOf, nameOf, placeOf, sameCase } from './series.js';

/** Changes below that are no news. */
const NOISE = 0.1;

export function summaryTable(lines: readonly LatencyLine[], baseline: readonly BaselineLine[]): string {
  const compared = baseline.length > 0;
  const before = compared ? '<th rowspan="2">p99 before</th>' : '';
  const times = ['p50', 'p90', 'p99', 'p99.9', 'worst', 'p50', 'p99'].map((name) => `<th class="number">${name}</th>`);
  const head = `<tr><th rowspan="2">scenario</th><th rowspan="2">where</th><th rowspan="2">what</th><th colspan="5" class="over">due to subscriber</th><th colspan="2" class="over">ring to subscriber</th><th rowspan="2" class="number">misses</th><th rowspan="2" class="number">dropped</th>${before}</tr><tr>${times.join('')}</tr>`;
  const rows = lines.map((line, i) => row(line, lines[i - 1]?.scenario === line.scenario, baseline, compared));
  return `<div class="wide"><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function row(line: LatencyLine, again: boolean, baseline: readonly BaselineLine[], compared: boolean): string {
  const { scenario, stages, count } = line;
  // Of a few predictions the slowest in a thousand is the slowest.
  const p999 = count >= 1000 ? shortMs(line.p999Ms) : '';
  const times = [line.p50Ms, line.p90Ms, line.p99Ms].map(shortMs);
  const rest = [line.worstMs, stages.delivery.p50Ms, stages.delivery.p99Ms].map(shortMs);
  const dropped = line.accounted === false ? `${line.dropped}, does not add up` : line.dropped.toLocaleString('en-US');
  const cells = [
    `<td>${again ? '' : `<a href="#${escaped(scenario)}">${escaped(scenario)}</a>`}</td><td>${placeOf(line.runtime)}</td>`,
    `<td><span class="key ${colourOf(line)}">${nameOf(line)}</span></td>`,
    ...[...times, p999, ...rest].map((ms) => `<td class="number">${ms}</td>`),
    `<td class="number">${line.deadlineMisses.toLocaleString('en-US')}</td><td class="number">${dropped}</td>`,
  ];
  if (compared)
    cells.push(
      change(
        line,
        baseline.find((before) => sameCase(before, line)),
      ),
    );
  return `<tr${again ? '' : ' class="first"'}>${cells.join('')}</tr>`;
}

function change({ p99Ms }: LatencyLine, before: BaselineLine | undefined): string {
  if (before === undefined) return '<td class="number">new</td>';
  const by = p99Ms / before.p99Ms - 1;
  const kind = by > NOISE ? 'worse' : by < -NOISE ? 'better' : 'same';
  return `<td class="number ${kind}">${shortMs(before.p99Ms)} (${by > 0 ? '+' : ''}${(100 * by).toFixed(0)} %)</td>`;
}
