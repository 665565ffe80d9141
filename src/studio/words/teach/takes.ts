// The recordings of the word that is being taught, as a list: each can be taken out and said again.
import { make } from '../../shared/elements.js';
import type { KeptSound } from './store.js';

interface Take {
  readonly sound: KeptSound;
  doubt: string;
}

export class Takes {
  readonly list = make('ol', 'takes');
  readonly #changed: () => void;
  readonly #takes: Take[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
    this.list.setAttribute('aria-label', 'Recordings');
  }

  get sounds(): KeptSound[] {
    return this.#takes.map(({ sound }) => sound);
  }

  /** Recordings that nothing is wrong with. */
  get good(): number {
    return this.#takes.filter(({ doubt }) => doubt === '').length;
  }

  add(sound: KeptSound): void {
    this.#takes.push({ sound, doubt: '' });
    this.#show();
  }

  /** Since another one came, something seems wrong with this one. */
  doubt(at: number, text: string): void {
    const take = this.#takes[at];
    if (take !== undefined) take.doubt = text;
    this.#show();
  }

  clear(): void {
    this.#takes.length = 0;
    this.#show();
  }

  #show(): void {
    this.list.replaceChildren(...this.#takes.map((take, i) => this.#line(take, i)));
    this.#changed();
  }

  #line({ sound, doubt }: Take, at: number): HTMLElement {
    const seconds = (sound.samples.length / sound.sampleRate).toFixed(1);
    const again = make('button', 'small', 'Take out');
    again.type = 'button';
    again.setAttribute('aria-label', `Take out recording ${at + 1}`);
    again.addEventListener('click', () => {
      this.#takes.splice(at, 1);
      for (const take of this.#takes) take.doubt = '';
      this.#show();
    });
    return make('li', '', `${seconds} s, ${doubt === '' ? 'good' : doubt} `, again);
  }
}
