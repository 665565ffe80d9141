// The cards: added and removed with their streams, sorted from time to time, and told whether they are visible.
import { Card, type CardActions } from './card.js';
import type { Painter } from './charts/painter.js';
import type { Alarm } from './feeds/feed.js';
import { Order } from './order.js';
import type { Watched } from './watched.js';

/** Cards are sorted at most this often. */
const ORDER_EVERY_MS = 3000;

export class Grid {
  readonly #list: HTMLElement;
  readonly #painter: Painter;
  readonly #actions: CardActions;
  readonly #order = new Order();
  readonly #cards = new Map<string, { card: Card; watched: Watched }>();
  readonly #byItem = new WeakMap<Element, Card>();
  readonly #sight: IntersectionObserver;
  #orderedAtMs = 0;

  constructor(list: HTMLElement, painter: Painter, actions: CardActions) {
    this.#list = list;
    this.#painter = painter;
    this.#actions = actions;
    this.#sight = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const card = this.#byItem.get(target);
          if (card === undefined) continue;
          card.inSight = isIntersecting;
          card.dirty = true;
        }
      },
      { rootMargin: '80px' },
    );
  }

  add(watched: Watched): void {
    const card = new Card(watched, this.#actions);
    this.#cards.set(watched.facts.name, { card, watched });
    this.#byItem.set(card.item, card);
    this.#sight.observe(card.item);
    this.#list.append(card.item);
    this.#painter.add(card);
  }

  remove(stream: string): void {
    const found = this.#cards.get(stream);
    if (found === undefined) return;
    this.#cards.delete(stream);
    this.#sight.unobserve(found.card.item);
    this.#painter.remove(found.card);
    found.card.item.remove();
  }

  changed(stream: string): void {
    const found = this.#cards.get(stream);
    if (found !== undefined) found.card.dirty = true;
  }

  allChanged(): void {
    for (const { card } of this.#cards.values()) card.dirty = true;
  }

  alarmed(alarm: Alarm): void {
    this.#cards.get(alarm.stream)?.card.alarmed(alarm);
  }

  /** Marks the card of the stream that is shown large. */
  select(stream: string | null): void {
    for (const [name, { card }] of this.#cards) card.item.classList.toggle('selected', name === stream);
  }

  focus(stream: string): void {
    this.#cards.get(stream)?.card.opener.focus({ preventScroll: true });
  }

  /** Sorts the cards if it is time. The focus stays where it is. */
  arrange(nowMs: number): void {
    if (nowMs - this.#orderedAtMs < ORDER_EVERY_MS) return;
    this.#orderedAtMs = nowMs;
    const focused = document.activeElement;
    const ranked = [...this.#cards.entries()].map(([name, { card, watched }]) => {
      return { name, card, state: watched.state, surprise: watched.surprise };
    });
    this.#order.next(ranked).forEach(({ card }, i) => {
      if (this.#list.children[i] !== card.item) this.#list.insertBefore(card.item, this.#list.children[i] ?? null);
    });
    if (focused instanceof HTMLElement && document.activeElement !== focused) focused.focus({ preventScroll: true });
  }
}
