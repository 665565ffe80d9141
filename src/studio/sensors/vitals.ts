// The numbers in the header: streams, open alarms, rows a second, and their delay.
import { element } from '../shared/elements.js';
import { milliseconds } from '../words/heard.js';

const EVERY_MS = 1000;
const REMEMBERED = 2048;

export class Vitals {
  readonly #streams = element('streams', HTMLElement);
  readonly #unseen = element('unseen', HTMLElement);
  readonly #rate = element('rate', HTMLElement);
  readonly #late = element('late', HTMLElement);
  /** The last ones, ms. */
  readonly #latencies = new Float64Array(REMEMBERED);
  #known = 0;
  #rows = 0;
  #saidAtMs = 0;

  row(latencyMs: number): void {
    this.#rows++;
    if (!Number.isNaN(latencyMs)) this.#latencies[this.#known++ % REMEMBERED] = latencyMs;
  }

  /** Once a second. */
  say(nowMs: number, streams: number, unseen: number): void {
    const passedMs = nowMs - this.#saidAtMs;
    this.#streams.textContent = streams.toLocaleString('en');
    this.#unseen.textContent = unseen.toLocaleString('en');
    this.#unseen.classList.toggle('some', unseen > 0);
    if (passedMs < EVERY_MS) return;
    this.#saidAtMs = nowMs;
    const rate = (this.#rows * 1000) / passedMs;
    this.#rows = 0;
    this.#rate.textContent = rate >= 10 || rate === 0 ? Math.round(rate).toLocaleString('en') : rate.toFixed(1);
    const late = this.#latencies.slice(0, Math.min(this.#known, REMEMBERED)).sort();
    this.#late.textContent = late.length === 0 ? '–' : milliseconds(late[Math.floor(0.99 * late.length)] ?? 0);
  }
}
