// The step benchmark as a picture: for every cell a row of bars, one an engine, on a logarithmic axis of time.
import type { BenchLine, Runtime, StepLine } from '#src/harness/results.js';

const WIDTH = 860;
const LEFT = 150;
const RIGHT = 90;
const BAR = 13;
const GAP = 12;
const COLOURS: Readonly<Record<string, string>> = {
  'wasm-int8': '#0f766e',
  'wasm-f32': '#2dd4bf',
  'onnxruntime-web': '#9ca3af',
  'onnxruntime-node': '#d1d5db',
};

/** The single steps of both runtimes, one below the other. */
export function stepPlot(lines: readonly BenchLine[]): string {
  const steps = lines.flatMap((line) => (line.kind === 'step' && line.batch === 1 ? [line] : []));
  const most = Math.max(1, ...steps.map(({ p50Us }) => p50Us));
  const axis = axisOf(most);
  const parts: string[] = [];
  let y = 34;
  for (const runtime of ['chromium', 'node'] as const) {
    const panel = panelOf(steps, runtime, y, axis);
    if (panel === null) continue;
    parts.push(...panel.parts);
    y = panel.end + 40;
  }
  const engines = [...new Set(steps.map(({ engine }) => engine))];
  const legend = engines.map((engine, i) => {
    const x = LEFT + i * 160;
    return `<rect x="${x}" y="8" width="11" height="11" fill="${COLOURS[engine]}"/><text x="${x + 17}" y="18">${engine}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" font-family="system-ui, sans-serif" font-size="12" fill="#1f2937"><title>Time of one step of each recurrent cell, by engine</title><rect width="100%" height="100%" fill="white"/>${legend.join('')}${parts.join('')}</svg>\n`;
}

interface Axis {
  readonly ticks: readonly number[];
  /** From µs to a place. */
  at(us: number): number;
}

/** From 0.1 µs up, in decades. */
function axisOf(mostUs: number): Axis {
  const decades = Math.max(1, Math.ceil(Math.log10(mostUs / 0.1)));
  const perDecade = (WIDTH - LEFT - RIGHT) / decades;
  return {
    ticks: Array.from({ length: decades + 1 }, (_, i) => 0.1 * 10 ** i),
    at: (us) => LEFT + Math.max(0, Math.log10(us / 0.1)) * perDecade,
  };
}

function panelOf(
  steps: readonly StepLine[],
  runtime: Runtime,
  top: number,
  axis: Axis,
): { parts: string[]; end: number } | null {
  const mine = steps.filter((line) => line.runtime === runtime);
  if (mine.length === 0) return null;
  const cells = [...new Set(mine.map(nameOf))];
  const title = runtime === 'node' ? 'Node' : 'Chromium';
  const parts = [
    `<text x="${LEFT}" y="${top + 14}" font-weight="600">one step in ${title}, median, µs (logarithmic)</text>`,
  ];
  let y = top + 24;
  const from = y;
  for (const cell of cells) {
    const bars = mine.filter((line) => nameOf(line) === cell);
    parts.push(`<text x="${LEFT - 8}" y="${y + (bars.length * BAR) / 2 + 4}" text-anchor="end">${cell}</text>`);
    for (const { engine, p50Us } of bars) {
      const end = axis.at(p50Us);
      parts.push(
        `<rect x="${LEFT}" y="${y}" width="${(end - LEFT).toFixed(1)}" height="${BAR - 2}" fill="${COLOURS[engine]}"/>`,
        `<text x="${(end + 5).toFixed(1)}" y="${y + BAR - 3}" font-size="10">${p50Us.toPrecision(3)}</text>`,
      );
      y += BAR;
    }
    y += GAP;
  }
  const grid = axis.ticks.map((tick) => {
    const x = axis.at(tick).toFixed(1);
    return `<line x1="${x}" x2="${x}" y1="${from - 4}" y2="${y}" stroke="#e5e7eb"/><text x="${x}" y="${y + 14}" text-anchor="middle" font-size="10">${Number(tick.toPrecision(1))}</text>`;
  });
  return { parts: [...grid, ...parts], end: y + 14 };
}

function nameOf({ cell, input, hidden, layers }: StepLine): string {
  return `${cell.toUpperCase()} ${input} → ${hidden}${layers > 1 ? ` × ${layers}` : ''}`;
}
