// The words that were taught, each with what can be done with it.
import { make } from '../../shared/elements.js';
import { spoken } from '../heard.js';

export interface WordActions {
  remove(word: string): void;
  /** Saves the model with all of them as a file. */
  save(): void;
}

export class WordList {
  readonly element = make('div', 'taught');
  readonly #actions: WordActions;

  constructor(actions: WordActions) {
    this.#actions = actions;
  }

  show(words: readonly string[]): void {
    this.element.hidden = words.length === 0;
    const list = make('ul', '', ...words.map((word) => this.#line(word)));
    list.setAttribute('aria-label', 'Words that were taught');
    const save = make('button', '', 'Save the model…');
    save.type = 'button';
    save.addEventListener('click', () => this.#actions.save());
    this.element.replaceChildren(list, save);
  }

  #line(word: string): HTMLElement {
    const remove = make('button', 'small', 'Remove');
    remove.type = 'button';
    remove.setAttribute('aria-label', `Remove ${spoken(word)}`);
    remove.addEventListener('click', () => this.#actions.remove(word));
    return make('li', '', make('b', '', spoken(word)), ' ', remove);
  }
}
