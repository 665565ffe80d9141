// Latency over time: the median as a line, and the worst of every slice above it.
import type { LatencyLine } from '../../results.js';
import { FRAME, logScale, pathOf, shortMs, svg, yAxis } from './plot.js';
import { colourOf } from './series.js';

export function timelinePlot(lines: readonly LatencyLine[], deadlineMs: number): string {
  const { left, right, top, bottom } = FRAME;
  const endMs = Math.max(1, ...lines.flatMap(({ timeline }) => timeline.map(({ atMs }) => atMs)));
  const x = (ms: number) => left + (ms / endMs) * (right - left);
  const y = logScale(
    [deadlineMs, ...lines.flatMap(({ timeline }) => timeline.flatMap((s) => [s.p50Ms, s.worstMs]))],
    bottom,
    top,
  );
  const deadlineAt = y.at(deadlineMs).toFixed(1);
  const times = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const at = x(share * endMs).toFixed(1);
    return `<text class="tick" x="${at}" y="${bottom + 16}" text-anchor="${share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}">${timeOf(share * endMs)}</text>`;
  });
  const series = lines.flatMap((line) => [
    band(line, x, (ms) => y.at(ms)),
    pathOf(
      line.timeline.map(({ atMs, p50Ms }) => [x(atMs), y.at(p50Ms)]),
      `curve ${colourOf(line)}`,
    ),
  ]);
  const deadline = `<line class="deadline" x1="${left}" x2="${right}" y1="${deadlineAt}" y2="${deadlineAt}"/><text class="tick" x="${right}" y="${Number(deadlineAt) - 4}" text-anchor="end">deadline ${shortMs(deadlineMs)}</text>`;
  const caption = `<text class="tick" x="${(left + right) / 2}" y="${bottom + 31}" text-anchor="middle">median as a line, up to the worst as a shade</text>`;
  return svg('Latency over time', [yAxis(y), ...times, ...series, deadline, caption].join(''));
}

function band({ timeline, ...line }: LatencyLine, x: (ms: number) => number, y: (ms: number) => number): string {
  if (timeline.length === 0) return '';
  const over = timeline.map(({ atMs, worstMs }) => `${x(atMs).toFixed(1)} ${y(worstMs).toFixed(1)}`);
  const under = timeline.map(({ atMs, p50Ms }) => `${x(atMs).toFixed(1)} ${y(p50Ms).toFixed(1)}`).reverse();
  return `<path class="band ${colourOf(line)}" d="M${[...over, ...under].join('L')}Z"/>`;
}

function timeOf(ms: number): string {
  return ms >= 120_000 ? `${Math.round(ms / 60_000)} min` : `${Number((ms / 1000).toPrecision(2))} s`;
}
