// The large charts of one stream: one per channel with the values on the expected band, and the severity of each row
// below. They share the time axis and the cursor.
import type uPlot from 'uplot';
import { make } from '../../shared/elements.js';
import type { Palette } from '../../shared/palette.js';
import { reading, timeText } from '../text.js';
import type { Watched } from '../watched.js';
import { LargeChart, type LargeChartOptions } from './large-chart.js';
import { sampleRows } from './sample-rows.js';
import { BAND_SPREADS, rangeOf, type Shown } from './window.js';

const SEVERE = 3;
/** Up to this value severity is drawn linearly, above it logarithmically: 3 stays readable beside 60. */
const LINEAR_SEVERITY = 3;
const TICKS = [0, 3, 10, 30, 100];

export class Charts {
  readonly elements: HTMLElement[] = [];
  readonly #watched: Watched;
  readonly #charts: LargeChart[] = [];
  #shown: Shown = { from: 0, to: 0, leftMs: 0, rightMs: 1 };
  #rows: readonly number[] = [];

  constructor(watched: Watched) {
    this.#watched = watched;
    const { channels, units } = watched.facts;
    channels.forEach((channel, c) => {
      this.#add(this.#channelOptions(channel, units[c] ?? '', c));
    });
    this.#add(this.#severityOptions());
  }

  /** Channels and severity. */
  get count(): number {
    return this.#charts.length;
  }

  draw(palette: Palette, shown: Shown): void {
    const { track } = this.#watched;
    this.#shown = shown;
    this.#rows = sampleRows(track, shown);
    const seconds = this.#rows.map((row) => track.timeMs(row) / 1000);
    this.#charts.forEach((chart, c) => {
      chart.draw(palette, [seconds, ...this.#lines(c)], shown.leftMs, shown.rightMs);
    });
  }

  close(): void {
    for (const chart of this.#charts) chart.close();
  }

  #lines(c: number): (number | null)[][] {
    const { track } = this.#watched;
    if (c === track.channels) return [this.#rows.map((row) => Math.max(0, track.severity(row)))];
    const band = (side: number) =>
      this.#rows.map((row) => orGap(track.forecast(row, c) + side * BAND_SPREADS * track.spread(row, c)));
    return [
      band(1),
      band(-1),
      this.#rows.map((row) => orGap(track.forecast(row, c))),
      this.#rows.map((row) => orGap(track.value(row, c))),
    ];
  }

  #channelOptions(title: string, unit: string, channel: number): LargeChartOptions {
    const { track } = this.#watched;
    return {
      title,
      unit,
      height: 150,
      y: { range: () => rangeOf(track, channel, this.#shown) },
      series: ({ accent, soft }) => [
        { show: true, stroke: 'transparent', points: { show: false } },
        { show: true, stroke: 'transparent', points: { show: false } },
        { stroke: soft, width: 1, dash: [3, 3], points: { show: false } },
        { stroke: accent, width: 1.6, points: { show: false } },
      ],
      bands: ({ accentSoft }) => [{ series: [1, 2], fill: accentSoft }],
      over: (plot, palette) => this.#markAlarms(plot, palette, channel),
      say: (place) => {
        const row = this.#rowAt(place);
        if (row === undefined) return '';
        const now = place === null ? '' : `${timeText(track.timeMs(row))}  `;
        const expected = `expected ${reading(track.forecast(row, channel))} ± ${reading(track.spread(row, channel))}`;
        return `${now}${reading(track.value(row, channel))} ${unit}, ${expected}`;
      },
    };
  }

  #severityOptions(): LargeChartOptions {
    const { track } = this.#watched;
    return {
      title: 'severity',
      unit: 'severity; 3 is one row in a thousand',
      height: 118,
      y: { distr: 4, asinh: LINEAR_SEVERITY, range: (_, __, most) => [0, Math.max(6, (most ?? 0) * 1.1)] },
      ticks: {
        splits: (_, __, ___, most) => TICKS.filter((tick) => tick <= most),
        values: (_, splits) => splits.map(String),
        filter: (_, splits) => splits,
      },
      series: ({ said }) => [{ stroke: said, fill: `${said}33`, width: 1.3, points: { show: false } }],
      over: (plot, { bad }) => {
        const y = plot.valToPos(SEVERE, 'y', true);
        line(plot, bad, [3, 4], [plot.bbox.left, y], [plot.bbox.left + plot.bbox.width, y]);
      },
      say: (place) => {
        const row = this.#rowAt(place);
        return row === undefined ? '' : track.severity(row).toFixed(1);
      },
    };
  }

  #rowAt(place: number | null): number | undefined {
    return place === null ? this.#rows.at(-1) : this.#rows[place];
  }

  #add(options: LargeChartOptions): void {
    const holder = make('div', 'plot');
    holder.setAttribute('role', 'img');
    holder.setAttribute('aria-label', `${options.title} over time`);
    const said = make('span', 'said');
    const head = make('div', 'head', make('h3', '', options.title), make('small', '', options.unit), said);
    const element = make('div', 'large', head, holder);
    this.elements.push(element);
    this.#charts.push(new LargeChart(element, holder, said, options));
  }

  /** A line at each alarm: full where it is about this channel, faint elsewhere. */
  #markAlarms(plot: uPlot, { bad }: Palette, channel: number): void {
    const { track } = this.#watched;
    const { top, height } = plot.bbox;
    for (const row of this.#rows) {
      const cause = track.alarmCause(row);
      if (cause < 0) continue;
      const x = plot.valToPos(track.timeMs(row) / 1000, 'x', true);
      line(plot, cause === channel ? bad : `${bad}40`, [], [x, top], [x, top + height]);
    }
  }
}

function line(plot: uPlot, stroke: string, dash: number[], from: [number, number], to: [number, number]): void {
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
  ctx.restore();
}

function orGap(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
