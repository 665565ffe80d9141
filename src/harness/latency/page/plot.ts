// What the plots of the report share: scales, axes, escaped text. Plots are SVG text. Colours are classes: the style
// sheet decides light and dark.

export interface Scale {
  at(value: number): number;
  readonly ticks: readonly number[];
}

/** Where a plot's axes lie, in the units of its viewBox. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const WIDTH = 520;
export const HEIGHT = 260;
export const FRAME: Frame = { left: 50, right: 508, top: 14, bottom: 224 };

/** Decades, from the one that the least value is in to the one that the most is in. */
export function logScale(values: readonly number[], from: number, to: number): Scale {
  const above0 = values.filter((value) => value > 0);
  const least = Math.floor(Math.log10(Math.min(1, ...above0)));
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(0.1, ...above0))));
  const perDecade = (to - from) / (most - least);
  return {
    at: (value) => from + (Math.log10(Math.max(value, 10 ** least)) - least) * perDecade,
    ticks: Array.from({ length: most - least + 1 }, (_, i) => 10 ** (least + i)),
  };
}

/** Horizontal lines with their labels, in ms. */
export function yAxis({ at, ticks }: Scale, { left, right }: Frame = FRAME): string {
  return ticks
    .map((tick) => {
      const y = at(tick).toFixed(1);
      return `<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/><text class="tick" x="${left - 6}" y="${Number(y) + 3.5}" text-anchor="end">${shortMs(tick)}</text>`;
    })
    .join('');
}

/** A line through points; nothing where there are none. */
export function pathOf(points: readonly (readonly [x: number, y: number])[], classes: string): string {
  if (points.length === 0) return '';
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return `<path class="${classes}" d="${d}"/>`;
}

export function svg(title: string, content: string, height = HEIGHT): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}"><title>${escaped(title)}</title>${content}</svg>`;
}

/** With as many digits as matter. */
export function shortMs(ms: number): string {
  if (ms >= 1000) return `${Number((ms / 1000).toPrecision(3))} s`;
  return ms > 0 && ms < 0.1 ? `${Number((ms * 1000).toPrecision(2))} µs` : `${Number(ms.toPrecision(3))} ms`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
