// The numbers of an engine's models. Models that hold the same have one number, so that a file that is read for every
// stream is made ready once: the engine thread keeps what it made for a model as long as it lives.
import type { AnyModel } from './any-model.js';
import { fingerprint, holdsSame } from './same-model.js';

interface NumberedModel {
  readonly id: number;
  readonly model: AnyModel;
}

export class ModelIds {
  /** Of objects that were seen: their content is not looked at again. */
  readonly #seen = new WeakMap<AnyModel, number>();
  /** One of each content, by its fingerprint. */
  readonly #numbered = new Map<number, NumberedModel[]>();
  #count = 0;

  of(model: AnyModel): number {
    const seen = this.#seen.get(model);
    if (seen !== undefined) return seen;
    const print = fingerprint(model);
    const alike = this.#numbered.get(print) ?? [];
    this.#numbered.set(print, alike);
    const known = alike.find((each) => holdsSame(each.model, model));
    const id = known?.id ?? this.#count++;
    if (known === undefined) alike.push({ id, model });
    this.#seen.set(model, id);
    return id;
  }
}
