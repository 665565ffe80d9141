// The percentile curve: which share of the predictions was there within which time, in nines, so that the slow ones are not hidden in the last pixel.
import type { BaselineLine } from '../read-lines.js';
import { FRAME, logScale, nines, pathOf, shortMs, svg, yAxis } from './plot.js';
import { colourOf } from './series.js';

/** Contestants over each other; those of an earlier run as dashes. */
export function curvePlot(lines: readonly BaselineLine[], baseline: readonly BaselineLine[]): string {
  const { left, right, top, bottom } = FRAME;
  const all = [...lines, ...baseline];
  const most = Math.max(2, ...all.flatMap(({ curve }) => curve.slice(0, -1).map(([share]) => nines(share)))) + 0.3;
  const x = (share: number) => left + (Math.min(most, nines(share)) / most) * (right - left);
  const y = logScale(
    all.flatMap(({ curve }) => curve.map(([, ms]) => ms)),
    bottom,
    top,
  );
  const ticks = [0, ...Array.from({ length: Math.floor(most) }, (_, i) => 1 - 10 ** -(i + 1))];
  const axis = ticks.map((share) => {
    const label =
      share === 0 ? '0' : `${Number((100 * share).toPrecision(Math.max(2, Math.round(nines(share)) + 0)))} %`;
    return `<line class="grid" x1="${x(share).toFixed(1)}" x2="${x(share).toFixed(1)}" y1="${top}" y2="${bottom}"/><text class="tick" x="${x(share).toFixed(1)}" y="${bottom + 16}" text-anchor="middle">${label}</text>`;
  });
  const curveOf = (line: BaselineLine, classes: string) =>
    pathOf(
      line.curve.map(([share, ms]) => [x(share), y.at(ms)]),
      `curve ${colourOf(line)} ${classes}`,
    );
  const dots = lines.flatMap((line) =>
    (
      [
        [0.5, line.p50Ms],
        [0.9, line.p90Ms],
        [0.99, line.p99Ms],
        [0.999, line.p999Ms],
      ] as const
    )
      .filter(([share]) => nines(share) <= nines(1 - 1 / Math.max(1, line.count)) + 1e-9)
      .map(
        ([share, ms]) =>
          `<circle class="dot ${colourOf(line)}" cx="${x(share).toFixed(1)}" cy="${y.at(ms).toFixed(1)}" r="3.2"><title>p${100 * share}: ${shortMs(ms)}</title></circle>`,
      ),
  );
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
