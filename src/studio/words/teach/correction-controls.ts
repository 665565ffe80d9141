// Correcting a taught word: the page keeps the last seconds where a person allows it, and one button each says that they
// held no word, or one that was missed.
import { make } from '../../shared/elements.js';
import { spoken } from '../heard.js';
import type { TeachingPage } from './teaching-page.js';

/** What is kept, and what of it a correction takes. */
const KEEP_SECONDS = 6;
const TAKEN_SECONDS = 4;

type Correct = (
  word: string,
  kind: 'missed' | 'wrong',
  sound: { readonly samples: Float32Array; readonly sampleRate: number },
) => void;

export class CorrectionControls {
  readonly element = make('div', 'corrections');
  readonly #page: TeachingPage;
  readonly #correct: Correct;
  readonly #keep = make('input', '');
  readonly #word = make('select', '');
  readonly #buttons: readonly HTMLButtonElement[];

  constructor(page: TeachingPage, correct: Correct) {
    this.#page = page;
    this.#correct = correct;
    this.#keep.type = 'checkbox';
    this.#keep.id = 'teach-keep';
    this.#keep.addEventListener('change', () => this.#keepChanged());
    this.#word.setAttribute('aria-label', 'Word to correct');
    this.#buttons = [this.#button('That was wrong', 'wrong'), this.#button('You missed it', 'missed')];
    const about = `Keep the last ${KEEP_SECONDS} seconds for corrections. They stay in this browser.`;
    this.element.append(
      make('label', 'check', this.#keep, ` ${about}`),
      make('div', 'row', this.#word, ...this.#buttons),
    );
    this.#enable();
  }

  show(words: readonly string[]): void {
    this.element.hidden = words.length === 0;
    const chosen = this.#word.value;
    this.#word.replaceChildren(...words.map((word) => new Option(spoken(word), word)));
    if (words.includes(chosen)) this.#word.value = chosen;
  }

  #button(text: string, kind: 'missed' | 'wrong'): HTMLButtonElement {
    const button = make('button', '', text);
    button.type = 'button';
    button.addEventListener('click', () => {
      const kept = this.#page.lastSeconds();
      if (kept === null || kept.samples.length === 0) return;
      const from = Math.max(0, kept.samples.length - Math.round(TAKEN_SECONDS * kept.sampleRate));
      this.#correct(this.#word.value, kind, { samples: kept.samples.slice(from), sampleRate: kept.sampleRate });
    });
    return button;
  }

  /** Streams keep from their opening on, so the one that runs is opened again. */
  #keepChanged(): void {
    this.#page.keepSeconds(this.#keep.checked ? KEEP_SECONDS : 0);
    this.#enable();
    if (this.#keep.checked) this.#page.listen();
  }

  #enable(): void {
    for (const button of this.#buttons) button.disabled = !this.#keep.checked;
  }
}
