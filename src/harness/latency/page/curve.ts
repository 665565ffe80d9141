// The percentile curve: latency by share of predictions, on a scale of nines, so that the slow ones are not hidden in
// the last pixel.
import type { BaselineLine } from '../read-lines.js';
import { FRAME, logScale, pathOf, shortMs, svg, yAxis } from './plot.js';
import { colourOf } from './series.js';

/** Contestants over each other; those of an earlier run as dashes. */
export function curvePlot(lines: readonly BaselineLine[], baseline: readonly BaselineLine[]): string {
  const { left, right, top, bottom } = FRAME;
  const all = [...lines, ...baseline];
  const most = Math.max(2, ...all.flatMap(({ curve }) => curve.map(([nines]) => nines))) + 0.1;
  const x = (nines: number) => left + (nines / most) * (right - left);
  const y = logScale(
    all.flatMap(({ curve }) => curve.map(([, ms]) => ms)),
    bottom,
    top,
  );
  const axis = Array.from({ length: Math.floor(most) + 1 }, (_, nines) => {
    const at = x(nines).toFixed(1);
    const label = nines === 0 ? '0' : `${(100 * (1 - 10 ** -nines)).toFixed(Math.max(0, nines - 2))} %`;
    return `<line class="grid" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/><text class="tick" x="${at}" y="${bottom + 16}" text-anchor="middle">${label}</text>`;
  });
  const curveOf = (line: BaselineLine, classes: string) =>
    pathOf(
      line.curve.map(([nines, ms]) => [x(nines), y.at(ms)]),
      `curve ${colourOf(line)} ${classes}`,
    );
  const dots = lines.flatMap((line) => {
    const marks = [
      ['p50', Math.log10(2), line.p50Ms],
      ['p90', 1, line.p90Ms],
      ['p99', 2, line.p99Ms],
      ['p99.9', 3, line.p999Ms],
    ] as const;
    return marks
      .filter(([, nines]) => 10 ** nines <= line.count)
      .map(
        ([name, nines, ms]) =>
          `<circle class="dot ${colourOf(line)}" cx="${x(nines).toFixed(1)}" cy="${y.at(ms).toFixed(1)}" r="3.2"><title>${name}: ${shortMs(ms)}</title></circle>`,
      );
  });
  const parts = [
    yAxis(y),
    ...axis,
    `<text class="tick" x="${(left + right) / 2}" y="${bottom + 31}" text-anchor="middle">so many of the predictions were there</text>`,
    ...baseline.map((line) => curveOf(line, 'before')),
    ...lines.map((line) => curveOf(line, '')),
    ...dots,
  ];
  return svg('Latency by percentile', parts.join(''));
}
