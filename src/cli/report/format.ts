// Numbers and tables for people.
import { harmless, harmlessWithin } from '../../harmless-text.js';

/** A longer cell is cut: all others of its column are as wide. */
const MOST_CELL_CHARACTERS = 1000;

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** mm:ss.mmm, with hours in front where there are any. */
export function clock(ms: number): string {
  const whole = Math.round(ms);
  const pad = (n: number, width = 2) => String(n).padStart(width, '0');
  const hours = Math.floor(whole / 3_600_000);
  const rest = `${pad(Math.floor(whole / 60_000) % 60)}:${pad(Math.floor(whole / 1000) % 60)}.${pad(whole % 1000, 3)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** The two largest units of a time: 2 h 5 min. */
export function duration(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ] as const;
  const first = units.findIndex(([size]) => ms >= size);
  if (first < 0) return `${Math.round(ms)} ms`;
  let left = ms;
  const parts = units.slice(first, first + 2).map(([size, unit]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? '' : `${count} ${unit}`;
  });
  return parts.filter((part) => part !== '').join(' ');
}

/** A bar of `width` characters for a share from 0 to 1, to an eighth of a character. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  return ('█'.repeat(eighths >> 3) + EIGHTHS[eighths & 7]).padEnd(width);
}

/** A share from 0 to 1. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** With thousands set apart. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

/** Three digits that matter. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return value >= 100 ? grouped(Math.round(value)) : value.toPrecision(3);
}

/** In the unit that suits it. */
export function bytesOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

/** Rows of cells under each other: the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map((cell) => harmlessWithin(cell, MOST_CELL_CHARACTERS)));
  const widths = widthsOf(shown);
  return shown.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** A frame around sections of lines, with a title in its upper edge and a rule between the sections. */
export function boxed(heading: string, sections: readonly (readonly string[])[]): string[] {
  const title = harmless(heading);
  const width = Math.max(title.length + 2, widestOf(sections.flat()));
  const edge = (left: string, right: string) => left + '─'.repeat(width + 2) + right;
  const out = [`╭─ ${title} ${'─'.repeat(width - title.length - 1)}╮`];
  sections.forEach((section, i) => {
    if (i > 0) out.push(edge('├', '┤'));
    for (const line of section) out.push(`│ ${line}${' '.repeat(width - [...line].length)} │`);
  });
  return [...out, edge('╰', '╯')];
}

/** Characters of the widest line. */
export function widestOf(lines: readonly string[]): number {
  return lines.reduce((widest, line) => Math.max(widest, [...line].length), 0);
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, [...cell].length);
    });
  }
  return widths;
}
