// The time of each stage: one row per contestant, with a dot at the median, a bar to p99 and a tick at the worst.
// Percentiles of stages do not add up, so they are not stacked.
import type { StageTimes } from '../../../observable/stages.js';
import type { LatencyLine } from '../../results.js';
import { escaped, logScale, shortMs, svg, WIDTH } from './plot.js';
import { colourOf } from './series.js';

const ROWS: readonly (readonly [stage: keyof StageTimes, name: string, means: string])[] = [
  ['capture', 'due → ring', 'from when the hop was due until its thread had put it into the ring'],
  ['wait', 'ring → engine', 'until the engine took the hop up'],
  ['step', 'engine', 'features and network'],
  ['crossing', 'engine → observable', 'until the subscriber’s thread took the prediction'],
  ['subscriber', 'subscriber', 'in the subscriber'],
  ['delivery', 'ring → subscriber', 'all of it but the first'],
];

const LEFT = 128;
const RIGHT = WIDTH - 12;
const ROW = 9;

export function stagesPlot(lines: readonly LatencyLine[]): string {
  const x = logScale(
    lines.flatMap(({ stages }) => ROWS.flatMap(([stage]) => [stages[stage].p50Ms, stages[stage].worstMs])),
    LEFT,
    RIGHT,
  );
  const height = ROWS.length * (lines.length * ROW + 14) + 24;
  const parts: string[] = x.ticks.map((tick) => {
    const at = x.at(tick).toFixed(1);
    return `<line class="grid" x1="${at}" x2="${at}" y1="4" y2="${height - 18}"/><text class="tick" x="${at}" y="${height - 5}" text-anchor="middle">${shortMs(tick)}</text>`;
  });
  let top = 8;
  for (const [stage, name, means] of ROWS) {
    const middle = top + (lines.length * ROW) / 2;
    parts.push(
      `<text class="name" x="${LEFT - 8}" y="${middle + 3.5}" text-anchor="end"><title>${escaped(means)}</title>${name}</text>`,
    );
    lines.forEach((line, i) => {
      const { p50Ms, p99Ms, worstMs } = line.stages[stage];
      const y = top + i * ROW + ROW / 2;
      const colour = colourOf(line);
      const [from, to, worst] = [x.at(p50Ms), x.at(p99Ms), x.at(worstMs)].map((at) => at.toFixed(1));
      parts.push(
        `<g><title>${escaped(name)}: p50 ${shortMs(p50Ms)}, p99 ${shortMs(p99Ms)}, worst ${shortMs(worstMs)}</title>`,
        `<line class="thin ${colour}" x1="${to}" x2="${worst}" y1="${y}" y2="${y}"/><line class="bar ${colour}" x1="${from}" x2="${to}" y1="${y}" y2="${y}"/>`,
        `<line class="mark ${colour}" x1="${worst}" x2="${worst}" y1="${y - 3}" y2="${y + 3}"/><circle class="dot ${colour}" cx="${from}" cy="${y}" r="3.2"/></g>`,
      );
    });
    top += lines.length * ROW + 14;
  }
  return svg('Latency by stage', parts.join(''), height);
}
