// How much time the large charts show, and up to when: live, or a place in the history.
import { make } from '../../shared/elements.js';
import { timeText } from '../text.js';
import type { Track } from '../track.js';
import { type Shown, shownRows } from './window.js';

const SPANS: readonly (readonly [label: string, spanMs: number])[] = [
  ['30 s', 30_000],
  ['1 min', 60_000],
  ['2 min', 120_000],
  ['5 min', 300_000],
  ['15 min', 900_000],
  ['all', Number.POSITIVE_INFINITY],
];
const FIRST_SPAN = 1;

export class TimeControls {
  readonly element: HTMLElement;
  readonly #span = make('select', '');
  readonly #slider = make('input', '');
  readonly #said = make('output', '');
  readonly #live = make('button', 'small', 'Live');
  readonly #changed: () => void;
  /** End of the shown time; null: live. */
  #untilMs: number | null = null;
  /** A time to show in the middle, until the shown span is known. */
  #middleMs: number | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#span.append(...SPANS.map(([label], i) => new Option(label, String(i), i === FIRST_SPAN, i === FIRST_SPAN)));
    this.#span.setAttribute('aria-label', 'How much time is shown');
    this.#span.addEventListener('change', changed);
    Object.assign(this.#slider, { type: 'range', min: '0', max: '1', step: '250', value: '1' });
    this.#slider.setAttribute('aria-label', 'Back through the history');
    this.#slider.addEventListener('input', () => this.#move(this.#slider.valueAsNumber));
    this.#live.type = 'button';
    this.#live.addEventListener('click', () => this.#move(Number.POSITIVE_INFINITY));
    this.element = make('div', 'time', this.#span, this.#slider, this.#said, this.#live);
  }

  /** Goes to a time. */
  show(timeMs: number): void {
    this.#middleMs = timeMs;
  }

  /** The rows that are to be shown now. */
  window(track: Track, newestMs: number): Shown {
    const oldestMs = track.timeMs(0);
    const spanMs = Math.min(SPANS[Number(this.#span.value)]?.[1] ?? Number.NaN, Math.max(1000, newestMs - oldestMs));
    if (this.#middleMs !== null) this.#untilMs = this.#middleMs + spanMs / 2;
    this.#middleMs = null;
    if (this.#untilMs !== null && this.#untilMs >= newestMs) this.#untilMs = null;
    const rightMs = Math.max(this.#untilMs ?? newestMs, Math.min(newestMs, oldestMs + spanMs));
    this.#slider.min = String(Math.min(newestMs, oldestMs + spanMs));
    this.#slider.max = String(newestMs);
    if (document.activeElement !== this.#slider || this.#untilMs === null) this.#slider.value = String(rightMs);
    this.#slider.disabled = newestMs - Number(this.#slider.min) < 500;
    this.#live.disabled = this.#untilMs === null;
    const said = this.#untilMs === null ? 'live' : `until ${timeText(rightMs)}`;
    if (this.#said.textContent !== said) this.#said.textContent = said;
    return shownRows(track, rightMs, spanMs);
  }

  #move(toMs: number): void {
    this.#untilMs = toMs >= Number(this.#slider.max) - 500 ? null : toMs;
    this.#changed();
  }
}
