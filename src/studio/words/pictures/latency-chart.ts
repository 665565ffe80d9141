// The latency of each prediction in the last seconds. It is drawn a few times a second: nobody reads faster.
import uPlot from 'uplot';
import type { Palette } from '../../shared/palette.js';

const EVERY_MS = 200;

export class LatencyChart {
  readonly #container: HTMLElement;
  readonly #times: Float64Array; // seconds of stream time
  readonly #latencies: Float64Array; // ms
  #plot: uPlot | undefined;
  #count = 0;
  #drawnAtMs = 0;
  #dirty = true;

  /** `signal`: takes the chart off the page. */
  constructor(container: HTMLElement, capacity: number, signal: AbortSignal) {
    this.#container = container;
    this.#times = new Float64Array(capacity);
    this.#latencies = new Float64Array(capacity);
    const observer = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    observer.observe(container);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      this.#plot?.destroy();
    });
  }

  push(endsAtMs: number, latencyMs: number): void {
    const at = this.#count % this.#times.length;
    this.#times[at] = endsAtMs / 1000;
    this.#latencies[at] = latencyMs;
    this.#count++;
    this.#dirty = true;
  }

  clear(): void {
    this.#count = 0;
    this.#dirty = true;
  }

  /** Makes the chart anew in these colours. */
  recolour({ accent, soft, line, mono }: Palette): void {
    this.#plot?.destroy();
    const axis = { stroke: soft, font: mono, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    this.#plot = new uPlot(
      {
        ...this.#size(),
        legend: { show: false },
        cursor: { show: false },
        padding: [6, 16, 0, 0],
        scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(10, (most ?? 0) * 1.15)] } },
        axes: [
          { ...axis, size: 22, gap: 2, values: (_, seconds) => seconds.map((second) => `${second} s`) },
          { ...axis, size: 34, gap: 3 },
        ],
        series: [{}, { stroke: accent, width: 1, points: { show: false } }],
      },
      [[], []],
      this.#container,
    );
    this.#dirty = true;
  }

  draw(nowMs: number): void {
    if (!this.#dirty || nowMs - this.#drawnAtMs < EVERY_MS) return;
    this.#dirty = false;
    this.#drawnAtMs = nowMs;
    this.#plot?.setData([this.#inOrder(this.#times), this.#inOrder(this.#latencies)]);
  }

  #inOrder(ring: Float64Array): Float64Array {
    if (this.#count <= ring.length) return ring.slice(0, this.#count);
    const oldest = this.#count % ring.length;
    const ordered = new Float64Array(ring.length);
    ordered.set(ring.subarray(oldest));
    ordered.set(ring.subarray(0, oldest), ring.length - oldest);
    return ordered;
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(120, this.#container.clientWidth), height: this.#container.clientHeight };
  }
}
