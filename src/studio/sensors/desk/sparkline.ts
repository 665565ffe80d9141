// The picture of an alarm: the rows around its beginning on what was expected, as SVG.
import type { AlarmPicture } from 'sluice';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT, EDGE] = [240, 52, 4];
/** Half the width of the band around what was expected, in spreads. */
const BAND_SPREADS = 2;

/** Draws into `svg`. Null: nothing is known. */
export function drawSparkline(svg: SVGSVGElement, picture: AlarmPicture | null, startsAtMs: number): void {
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.replaceChildren();
  if (picture === null || picture.values.length < 2) return;
  const { timesMs, values, expected, spreads } = picture;
  const x = (row: number) => (row / (timesMs.length - 1)) * (WIDTH - 2 * EDGE) + EDGE;
  const y = scaleOf([...values, ...expected]);
  const begin = timesMs.findIndex((timeMs) => timeMs >= startsAtMs);
  if (begin >= 0) add(svg, 'rect', 'since', { x: x(begin), y: 0, width: WIDTH - x(begin), height: HEIGHT });
  const edge = (side: number) =>
    expected.flatMap((value, i) => {
      const spread = spreads[i] ?? 0;
      return value === null ? [] : [`${x(i).toFixed(1)},${y(value + side * BAND_SPREADS * spread)}`];
    });
  add(svg, 'polygon', 'band', { points: [...edge(1), ...edge(-1).reverse()].join(' ') });
  for (const [kind, numbers] of [
    ['expected', expected],
    ['value', values],
  ] as const) {
    add(svg, 'path', kind, { d: pathOf(numbers, x, y) });
  }
  const value = values[begin];
  if (begin >= 0 && value !== undefined && value !== null) {
    add(svg, 'path', 'begin', { d: `M${x(begin)} ${y(value)}h0.01` }); // a dot, however the picture is stretched
  }
}

/** From values to places, upside down, bounded so that a far spread draws no line a mile long. */
function scaleOf(numbers: readonly (number | null)[]): (value: number) => number {
  const known = numbers.filter((value): value is number => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const span = high - low || Math.abs(high) || 1;
  return (value) => {
    const at = HEIGHT - EDGE - ((value - low) / span) * (HEIGHT - 2 * EDGE);
    return Number(Math.max(0, Math.min(HEIGHT, at)).toFixed(1));
  };
}

/** A line that is broken where values are missing. */
function pathOf(numbers: readonly (number | null)[], x: (row: number) => number, y: (value: number) => number): string {
  let path = '';
  let down = false;
  numbers.forEach((value, i) => {
    if (value !== null) path += `${down ? 'L' : 'M'}${x(i).toFixed(1)} ${y(value)}`;
    down = value !== null;
  });
  return path;
}

function add(
  svg: SVGSVGElement,
  tag: string,
  kind: string,
  attributes: Readonly<Record<string, string | number>>,
): void {
  const made = document.createElementNS(SVG, tag);
  made.setAttribute('class', kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  svg.append(made);
}
