// A rolling picture of vectors: a pixel column per time step, coloured when it arrives, and scrolled by copying.
import { Surface } from '../../shared/surface.js';

/** Width of a pixel column, ms. A hop takes two or three columns. */
const COLUMN_MS = 10;

export interface HeatMapOptions {
  readonly rows: number;
  /** Width of the picture in ms. */
  readonly spanMs: number;
  /** Values at the two ends of the colours. */
  readonly low: number;
  readonly high: number;
  /** Lets the canvas go. */
  readonly signal: AbortSignal;
}

export class HeatMap {
  readonly #surface: Surface;
  readonly #options: HeatMapOptions;
  readonly #columns: number;
  /** Values as colour indices from 1; 0 is empty. (rows, columns), row 0 on top, columns as a ring. */
  readonly #levels: Uint8Array;
  readonly #image: ImageData;
  readonly #pixels: Uint32Array;
  readonly #picture: OffscreenCanvas;
  #colours: Uint32Array;
  #lastColumn = -1;
  #dirty = true;

  constructor(canvas: HTMLCanvasElement, colours: Uint32Array, options: HeatMapOptions) {
    this.#options = options;
    this.#colours = colours;
    this.#columns = Math.ceil(options.spanMs / COLUMN_MS) + 100;
    this.#levels = new Uint8Array(options.rows * this.#columns);
    this.#image = new ImageData(this.#columns, options.rows);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
    this.#picture = new OffscreenCanvas(this.#columns, options.rows);
    const resized = () => {
      this.#dirty = true;
    };
    this.#surface = new Surface(canvas, resized, options.signal);
  }

  /** Adds a vector for the time up to `endsAtMs`. After a gap, the time since the last vector stays empty. */
  push(values: Float32Array, endsAtMs: number, gap: boolean): void {
    const column = Math.floor(endsAtMs / COLUMN_MS);
    const oldest = column - this.#columns + 1;
    for (let at = Math.max(this.#lastColumn + 1, oldest); at < column; at++) {
      this.#paint(at, gap || this.#lastColumn < 0 ? undefined : values);
    }
    this.#paint(column, values);
    this.#lastColumn = column;
    this.#dirty = true;
  }

  recolour(colours: Uint32Array): void {
    this.#colours = colours;
    for (let i = 0; i < this.#levels.length; i++) this.#pixels[i] = colours[this.#levels[i] as number] as number;
    this.#dirty = true;
  }

  clear(): void {
    this.#levels.fill(0);
    this.#pixels.fill(0);
    this.#lastColumn = -1;
    this.#dirty = true;
  }

  /** Draws with `rightMs` at the right edge. */
  draw(rightMs: number): void {
    const { context, width, height } = this.#surface;
    if (this.#dirty) this.#picture.getContext('2d')?.putImageData(this.#image, 0, 0);
    this.#dirty = false;
    this.#surface.clear();
    context.imageSmoothingEnabled = false;
    const shown = this.#options.spanMs / COLUMN_MS;
    const scale = width / shown;
    const right = rightMs / COLUMN_MS;
    // The ring may wrap inside the picture: both parts are drawn side by side.
    const turn = Math.floor(right / this.#columns);
    for (const start of [turn * this.#columns, (turn - 1) * this.#columns]) {
      const end = Math.min(start + this.#columns, Math.ceil(right));
      const from = Math.max(start, Math.floor(right - shown));
      if (end <= from || from < 0) continue;
      const x = (from - right + shown) * scale;
      const count = end - from;
      context.drawImage(this.#picture, from - start, 0, count, this.#options.rows, x, 0, count * scale, height);
    }
  }

  #paint(column: number, values: Float32Array | undefined): void {
    const { rows, low, high } = this.#options;
    const x = ((column % this.#columns) + this.#columns) % this.#columns;
    for (let row = 0; row < rows; row++) {
      const share = values === undefined ? 0 : ((values[row] ?? 0) - low) / (high - low);
      const level = values === undefined ? 0 : 1 + Math.round(254 * Math.min(1, Math.max(0, share)));
      const at = (rows - 1 - row) * this.#columns + x;
      this.#levels[at] = level;
      this.#pixels[at] = this.#colours[level] as number;
    }
  }
}
