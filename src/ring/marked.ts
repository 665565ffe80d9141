// Which streams a mark of the doorbell can belong to.
import { MARKS } from './doorbell.js';

export class Marked<Item> {
  readonly #byMark = new Map<number, Item[]>();

  /** `stream`: the stream's number. */
  add(stream: number, item: Item): void {
    const mark = stream & (MARKS - 1);
    const items = this.#byMark.get(mark);
    if (items === undefined) this.#byMark.set(mark, [item]);
    else items.push(item);
  }

  remove(stream: number, item: Item): void {
    const mark = stream & (MARKS - 1);
    const left = (this.#byMark.get(mark) ?? []).filter((each) => each !== item);
    if (left.length === 0) this.#byMark.delete(mark);
    else this.#byMark.set(mark, left);
  }

  /** The streams that share this mark. */
  at(mark: number): readonly Item[] {
    return this.#byMark.get(mark) ?? NONE;
  }
}

const NONE: readonly never[] = [];
