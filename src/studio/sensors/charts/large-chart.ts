// One large chart over time, by uPlot: the common part of the charts of channels and of severity. It is made again when
// the colours change.
import uPlot from 'uplot';
import type { Palette } from '../../shared/palette.js';

export interface LargeChartOptions {
  readonly title: string;
  readonly unit: string;
  readonly height: number;
  readonly series: (palette: Palette) => uPlot.Series[];
  readonly bands?: (palette: Palette) => uPlot.Band[];
  readonly y: uPlot.Scale;
  readonly ticks?: Partial<uPlot.Axis>;
  /** Draws over the plot. */
  readonly over?: (plot: uPlot, palette: Palette) => void;
  /** Text about a place in the data, shown beside the title. */
  readonly say: (place: number | null) => string;
}

export class LargeChart {
  readonly element: HTMLElement;
  readonly #options: LargeChartOptions;
  readonly #holder: HTMLElement;
  readonly #said: HTMLElement;
  readonly #resize: ResizeObserver;
  #plot: uPlot | null = null;
  #palette: Palette | null = null;
  #pointed: number | null = null;

  constructor(element: HTMLElement, holder: HTMLElement, said: HTMLElement, options: LargeChartOptions) {
    this.element = element;
    this.#holder = holder;
    this.#said = said;
    this.#options = options;
    this.#resize = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.#resize.observe(holder);
  }

  draw(palette: Palette, data: uPlot.AlignedData, leftMs: number, rightMs: number): void {
    if (this.#plot === null || this.#palette !== palette) this.#make(palette);
    const plot = this.#plot as unknown as uPlot;
    plot.batch(() => {
      plot.setData(data, false);
      plot.setScale('x', { min: leftMs / 1000, max: rightMs / 1000 });
    });
    this.#say();
  }

  close(): void {
    this.#resize.disconnect();
    this.#plot?.destroy();
  }

  #make(palette: Palette): void {
    this.#plot?.destroy();
    this.#palette = palette;
    const { series, bands, y, ticks, over } = this.#options;
    const axis = {
      stroke: palette.soft,
      font: palette.mono,
      grid: { stroke: palette.line, width: 1 },
      ticks: { show: false },
    };
    this.#plot = new uPlot(
      {
        ...this.#size(),
        legend: { show: false },
        padding: [8, 30, 0, 0],
        cursor: { sync: { key: 'stream' }, drag: { x: false, y: false }, y: false, points: { show: false } },
        scales: { x: { time: true, auto: false }, y },
        axes: [
          { ...axis, size: 24, gap: 3, space: 76, values: (_, seconds) => seconds.map(timeLabel) },
          { ...axis, size: 52, gap: 5, space: 28, ...ticks },
        ],
        series: [{}, ...series(palette)],
        bands: bands?.(palette) ?? [],
        hooks: {
          draw: [(plot) => over?.(plot, palette)],
          setCursor: [
            (plot) => {
              this.#pointed = plot.cursor.idx ?? null;
              this.#say();
            },
          ],
        },
      },
      [[]],
      this.#holder,
    );
  }

  #say(): void {
    const text = this.#options.say(this.#pointed);
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(160, this.#holder.clientWidth), height: this.#options.height };
  }
}

function timeLabel(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString('en-GB');
}
