// The curves of `sluice bench words` as a picture: misses over false accepts an hour, a plot a condition, a line a
// phrase. A point marks the threshold that the model has.
import { escaped } from '../../harness/latency/page/plot.js';
import { CONDITIONS } from '../../training/measuring/conditions.js';
import type { PhraseMeasure } from '../../training/measuring/word-bench.js';

const COLUMNS = 2;
const CELL = { width: 460, height: 300 } as const;
const FRAME = { left: 52, right: 446, top: 34, bottom: 256 } as const;
/** No false accept at all is drawn at the left edge. */
const RATES = [0.03, 0.1, 0.3, 1, 3, 10, 30, 100] as const;
const SHARES = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1] as const;
const COLOURS = ['#0b7285', '#c2410c', '#5f3dc4', '#2b8a3e', '#a61e4d', '#846358', '#212529', '#f08c00'] as const;
const DASHES = ['', '6 3', '2 3'] as const;

export function detPlot(measures: readonly PhraseMeasure[]): string {
  const conditions = [...new Set(measures.map(({ condition }) => condition))];
  const phrases = [...new Set(measures.map(({ phrase }) => phrase))];
  const rows = Math.ceil(conditions.length / COLUMNS);
  const legendRows = Math.ceil(phrases.length / 6);
  const width = COLUMNS * CELL.width;
  const height = rows * CELL.height + 30 + 20 * legendRows;
  const plots = conditions.map((condition, i) => {
    const mine = measures.filter((measure) => measure.condition === condition);
    const place = `translate(${(i % COLUMNS) * CELL.width} ${Math.floor(i / COLUMNS) * CELL.height})`;
    const title = `<text x="${FRAME.left}" y="20" class="title">${condition}</text><title>${escaped(CONDITIONS[condition])}</title>`;
    const lines = mine.map((measure) => line(measure, styleOf(phrases.indexOf(measure.phrase)))).join('');
    return `<g transform="${place}">${title}${axes()}${lines}</g>`;
  });
  const legend = phrases.map((phrase, i) => {
    const [x, y] = [FRAME.left + (i % 6) * 145, rows * CELL.height + 20 + 20 * Math.floor(i / 6)];
    return `<line x1="${x}" x2="${x + 24}" y1="${y}" y2="${y}" ${styleOf(i)}/><text x="${x + 30}" y="${y + 4}">${escaped(phrase)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    '<title>Misses over false accepts an hour of talk</title>',
    '<style>text{font:12px system-ui,sans-serif;fill:#333}.title{font-weight:600}.grid{stroke:#ddd}.det{fill:none;stroke-width:1.8}</style>',
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...plots,
    ...legend,
    '</svg>\n',
  ].join('\n');
}

function line({ curve, said, hours, shipped }: PhraseMeasure, style: string): string {
  if (said === 0 || hours === 0) return '';
  const place = ({ missed, falseAccepts }: { missed: number; falseAccepts: number }) =>
    [xOf(falseAccepts / hours).toFixed(1), yOf(missed / said).toFixed(1)] as const;
  const points = curve.map((point) => place(point).join(' ')).join('L');
  const [x, y] = place(shipped);
  return `<path class="det" d="M${points}" ${style}/><circle cx="${x}" cy="${y}" r="4" ${style} fill="#fff"/>`;
}

function axes(): string {
  const across = RATES.map((rate, i) => {
    const x = xOf(rate).toFixed(1);
    return `<line class="grid" x1="${x}" x2="${x}" y1="${FRAME.top}" y2="${FRAME.bottom}"/><text x="${x}" y="${FRAME.bottom + 16}" text-anchor="middle">${i === 0 ? '0' : rate}</text>`;
  });
  const up = SHARES.map((share, i) => {
    const y = yOf(share).toFixed(1);
    return `<line class="grid" x1="${FRAME.left}" x2="${FRAME.right}" y1="${y}" y2="${y}"/><text x="${FRAME.left - 6}" y="${Number(y) + 4}" text-anchor="end">${i === 0 ? '0' : Number((100 * share).toPrecision(2))} %</text>`;
  });
  const names = `<text x="${(FRAME.left + FRAME.right) / 2}" y="${FRAME.bottom + 34}" text-anchor="middle">false accepts an hour of talk</text>`;
  const missed = `<text transform="translate(14 ${(FRAME.top + FRAME.bottom) / 2}) rotate(-90)" text-anchor="middle">missed</text>`;
  return [...across, ...up, names, missed].join('');
}

function xOf(rate: number): number {
  return along(rate, RATES[0], RATES[RATES.length - 1] as number, FRAME.left, FRAME.right);
}

function yOf(share: number): number {
  return along(share, SHARES[0], 1, FRAME.bottom, FRAME.top);
}

/** On a scale of logarithms; what is outside lies at its edge. */
function along(value: number, least: number, most: number, from: number, to: number): number {
  const inside = Math.min(most, Math.max(least, value));
  return from + ((to - from) * Math.log(inside / least)) / Math.log(most / least);
}

function styleOf(i: number): string {
  const dash = DASHES[Math.floor(i / COLOURS.length) % DASHES.length];
  return `stroke="${COLOURS[i % COLOURS.length]}"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
}
