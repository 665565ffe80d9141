// The detections: the newest in large letters, the others below.
import type { Detection } from 'sluice';
import { make } from '../shared/elements.js';

/** Lines in the list. */
const MOST = 60;

export class Heard {
  readonly #newest: HTMLElement;
  readonly #list: HTMLElement;

  constructor(newest: HTMLElement, list: HTMLElement) {
    this.#newest = newest;
    this.#list = list;
    this.clear();
  }

  clear(): void {
    const hint = 'Press Listen and say one of the phrases, or play the recording.';
    this.#newest.replaceChildren(make('span', 'word quiet', 'none yet'), make('p', 'about', hint));
    this.#list.replaceChildren();
  }

  add({ label, score, startsAtMs, latencyMs }: Detection): void {
    const latency = Number.isFinite(latencyMs) ? `, ${milliseconds(latencyMs)} after the sound` : '';
    this.#newest.replaceChildren(
      make('span', 'word fresh', spoken(label)),
      make('p', 'about', `score ${score.toFixed(2)} at ${clock(startsAtMs)}${latency}`),
    );
    this.#list.prepend(
      make(
        'li',
        '',
        make('b', '', spoken(label)),
        make('span', 'score', score.toFixed(2)),
        make('time', '', clock(startsAtMs)),
      ),
    );
    while (this.#list.childElementCount > MOST) this.#list.lastElementChild?.remove();
  }
}

/** A label as text. */
export function spoken(label: string): string {
  return label.replaceAll('-', ' ');
}

/** 65432 -> '1:05.4' */
export function clock(ms: number): string {
  const tenths = Math.max(0, Math.round(ms / 100));
  return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`;
}

/** 3.21 -> '3.2 ms' */
export function milliseconds(ms: number): string {
  return `${ms < 100 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
