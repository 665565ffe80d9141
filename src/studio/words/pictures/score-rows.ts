// The scores of all labels: a row each, with name, curve, and a slider for the threshold. All curves share one canvas;
// the rest is made once.
import { make } from '../../shared/elements.js';
import type { Palette } from '../../shared/palette.js';
import { Surface } from '../../shared/surface.js';
import { spoken } from '../heard.js';
import type { History } from './history.js';
import { drawScores, type ScoreMark } from './score-picture.js';

export interface ScoreRowsOptions {
  /** (labels) The first is the background: it gets the last row and no threshold. */
  readonly labels: readonly string[];
  readonly spanMs: number;
  /** Called with a label's number and its new threshold, 0 to 1. */
  readonly changed: (label: number, threshold: number) => void;
  /** Lets the canvas go. */
  readonly signal: AbortSignal;
}

export class ScoreRows {
  readonly #surface: Surface;
  readonly #options: ScoreRowsOptions;
  readonly #names: HTMLElement[] = [];
  readonly #sliders: HTMLInputElement[] = [];
  readonly #outputs: HTMLOutputElement[] = [];
  readonly #thresholds: Float64Array;
  /** Label number of each row, from the top. */
  readonly #order: readonly number[];
  #loudest = -1;

  constructor(container: HTMLElement, options: ScoreRowsOptions) {
    const { labels } = options;
    this.#options = options;
    this.#thresholds = new Float64Array(labels.length).fill(Number.POSITIVE_INFINITY);
    this.#order = [...labels.keys()].slice(1).concat(0);
    const canvas = make('canvas', '');
    canvas.style.gridRow = `1 / span ${labels.length + 1}`;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'Rolling scores, a row a label');
    container.replaceChildren(canvas);
    this.#order.forEach((label, row) => {
      this.#addRow(container, label, row);
    });
    container.append(make('span', 'name')); // the row of the time axis
    this.#surface = new Surface(canvas, () => undefined, options.signal);
  }

  /** Shows thresholds that were set elsewhere. (labels) */
  setThresholds(thresholds: ArrayLike<number>): void {
    for (const label of this.#order.slice(0, -1)) this.#show(label, thresholds[label] ?? 1);
  }

  draw(history: History, marks: readonly ScoreMark[], rightMs: number, palette: Palette): void {
    this.#highlight(history);
    drawScores(this.#surface, palette, {
      order: this.#order,
      thresholds: this.#thresholds,
      loudest: this.#loudest,
      spanMs: this.#options.spanMs,
      history,
      marks,
      rightMs,
    });
  }

  #addRow(container: HTMLElement, label: number, row: number): void {
    const text = spoken(this.#options.labels[label] ?? '');
    const name = make('span', 'name', text);
    name.style.gridRow = `${row + 1}`;
    this.#names[label] = name;
    container.append(name);
    if (label === 0) return;
    const output = make('output', '');
    const slider = make('input', '');
    Object.assign(slider, { type: 'range', min: '0.02', max: '1', step: '0.01', title: `Threshold of “${text}”` });
    slider.setAttribute('aria-label', `Threshold of ${text}`);
    for (const part of [output, slider]) part.style.gridRow = `${row + 1}`;
    slider.addEventListener('input', () => {
      this.#show(label, slider.valueAsNumber);
      this.#options.changed(label, slider.valueAsNumber);
    });
    this.#outputs[label] = output;
    this.#sliders[label] = slider;
    container.append(output, slider);
  }

  #show(label: number, threshold: number): void {
    const slider = this.#sliders[label];
    const output = this.#outputs[label];
    if (slider === undefined || output === undefined) return;
    this.#thresholds[label] = threshold;
    slider.valueAsNumber = threshold;
    output.textContent = threshold.toFixed(2);
  }

  // Touches the page only when another label becomes the loudest, or crosses its threshold.
  #highlight(history: History): void {
    let loudest = -1;
    for (let label = 0; label < this.#names.length && history.length > 0; label++) {
      if (loudest < 0 || history.value(0, label) > history.value(0, loudest)) loudest = label;
    }
    const over = loudest > 0 && history.value(0, loudest) >= (this.#thresholds[loudest] ?? 1);
    if (loudest !== this.#loudest) this.#names[this.#loudest]?.classList.remove('loudest', 'over');
    const name = this.#names[loudest];
    if (name !== undefined && (loudest !== this.#loudest || name.classList.contains('over') !== over)) {
      name.classList.add('loudest');
      name.classList.toggle('over', over);
    }
    this.#loudest = loudest;
  }
}
