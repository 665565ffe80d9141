// Messages above the pictures, each until it is closed or no longer true.
import { make } from './elements.js';

export interface Notice {
  /** One of a kind is shown at a time. */
  readonly kind: string;
  readonly tone: 'bad' | 'note';
  readonly title: string;
  /** Text, or elements where there is something to copy. */
  readonly text: readonly (string | Node)[];
  readonly detail?: string;
}

export class Notices {
  readonly #container: HTMLElement;
  readonly #shown = new Map<string, HTMLElement>();

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  show({ kind, tone, title, text, detail }: Notice): void {
    this.clear(kind);
    const body = make('div', '', make('strong', '', title), ' ', ...text);
    if (detail !== undefined && detail !== '') body.append(make('p', 'detail', detail));
    const close = make('button', '', '×');
    close.type = 'button';
    close.setAttribute('aria-label', 'Close this message');
    close.addEventListener('click', () => this.clear(kind));
    const notice = make('div', 'notice', body, close);
    notice.dataset.tone = tone;
    this.#shown.set(kind, notice);
    this.#container.append(notice);
  }

  clear(kind: string): void {
    this.#shown.get(kind)?.remove();
    this.#shown.delete(kind);
  }
}
