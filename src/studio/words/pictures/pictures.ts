// All rolling pictures: scores, spectrogram, hidden state, latency. Predictions only write into arrays; drawing happens
// once per frame of the screen.
import type { Detection, Model, Prediction } from 'sluice';
import { isRecurrent, stateSize } from '../../../model/flow.js';
import { featureCount } from '../../../model/front-end.js';
import { element } from '../../shared/elements.js';
import { onPaletteChange, type Palette, readPalette } from '../../shared/palette.js';
import { HeatMap } from './heat-map.js';
import { History } from './history.js';
import { LatencyChart } from './latency-chart.js';
import { Playhead } from './playhead.js';
import type { ScoreMark } from './score-picture.js';
import { ScoreRows } from './score-rows.js';

const SPAN_MS = 8000;
/** Detections that may lie within the span. */
const MARKS = 64;
/** Interval of drawing if the system asks for reduced motion. */
const CALM_EVERY_MS = 250;

export interface PicturesOptions {
  readonly model: Model;
  /** Called with a label's number and its new threshold. */
  readonly thresholdChanged: (label: number, threshold: number) => void;
  /** Takes the pictures off the page, before those of another model are made. */
  readonly signal: AbortSignal;
}

export class Pictures {
  readonly #signal: AbortSignal;
  readonly #labels: readonly string[];
  readonly #scores: History;
  readonly #rows: ScoreRows;
  readonly #spectrogram: HeatMap;
  readonly #hidden: HeatMap;
  readonly #latency: LatencyChart;
  readonly #playhead = new Playhead();
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #palette: Palette = readPalette();
  #heard: ScoreMark[] = [];
  #said: readonly ScoreMark[] = [];
  #drawnAtMs = 0;

  constructor({ model, thresholdChanged, signal }: PicturesOptions) {
    const { labels, frontEnd, layers } = model;
    const hopMs = (frontEnd.hopSamples * 1000) / frontEnd.sampleRate;
    const capacity = Math.ceil((SPAN_MS + 2000) / hopMs);
    const hiddenSize = layers.reduce((size, layer) => (isRecurrent(layer) ? stateSize(layer) : size), 1);
    this.#signal = signal;
    this.#labels = labels;
    this.#scores = new History(labels.length, capacity);
    this.#rows = new ScoreRows(element('score-rows', HTMLElement), {
      labels,
      spanMs: SPAN_MS,
      changed: thresholdChanged,
      signal,
    });
    this.#spectrogram = new HeatMap(element('spectrogram', HTMLCanvasElement), this.#palette.heat, {
      rows: featureCount(frontEnd),
      spanMs: SPAN_MS,
      // features are in deviations from the mean; raw samples as they are
      low: frontEnd.kind === 'raw' ? -0.5 : -1.5,
      high: frontEnd.kind === 'raw' ? 0.5 : 2.5,
      signal,
    });
    this.#hidden = new HeatMap(element('hidden', HTMLCanvasElement), this.#palette.diverging, {
      rows: hiddenSize,
      spanMs: SPAN_MS,
      low: -1,
      high: 1,
      signal,
    });
    this.#latency = new LatencyChart(element('latency', HTMLElement), capacity, signal);
    this.#latency.recolour(this.#palette);
    onPaletteChange(() => this.#recolour(), signal);
    requestAnimationFrame((nowMs) => this.#frame(nowMs));
  }

  /** (labels) */
  setThresholds(thresholds: ArrayLike<number>): void {
    this.#rows.setThresholds(thresholds);
  }

  /** Clears everything. `said`: phrases that are known to be in the sound. */
  clear(said: readonly ScoreMark[] = []): void {
    for (const part of [this.#scores, this.#spectrogram, this.#hidden, this.#latency]) part.clear();
    this.#playhead.reset();
    this.#heard = [];
    this.#said = said;
  }

  prediction({ endsAtMs, scores, hidden, features, latencyMs, gap, missed }: Prediction): void {
    const broken = gap > 0 || missed > 0;
    this.#scores.push(scores, endsAtMs, broken);
    if (features !== undefined) this.#spectrogram.push(features, endsAtMs, broken);
    if (hidden !== undefined) this.#hidden.push(hidden, endsAtMs, broken);
    if (Number.isFinite(latencyMs)) this.#latency.push(endsAtMs, latencyMs);
    this.#playhead.arrived(endsAtMs);
  }

  detection({ label, startsAtMs, endsAtMs }: Detection): void {
    this.#heard.push({ kind: 'heard', label: this.#labels.indexOf(label), startsAtMs, endsAtMs });
    if (this.#heard.length > MARKS) this.#heard.shift();
  }

  #frame(nowMs: number): void {
    if (this.#signal.aborted) return;
    requestAnimationFrame((next) => this.#frame(next));
    const elapsedMs = nowMs - this.#drawnAtMs;
    if (this.#calm.matches && elapsedMs < CALM_EVERY_MS) return;
    this.#drawnAtMs = nowMs;
    this.#playhead.advance(elapsedMs);
    const { atMs } = this.#playhead;
    this.#rows.draw(this.#scores, [...this.#said, ...this.#heard], atMs, this.#palette);
    this.#spectrogram.draw(atMs);
    this.#hidden.draw(atMs);
    this.#latency.draw(nowMs);
  }

  #recolour(): void {
    this.#palette = readPalette();
    this.#spectrogram.recolour(this.#palette.heat);
    this.#hidden.recolour(this.#palette.diverging);
    this.#latency.recolour(this.#palette);
  }
}
