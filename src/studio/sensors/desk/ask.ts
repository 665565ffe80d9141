// Asks a person what an operator's word needs: a name, a note, and of a mute what and until when. The name is kept in
// this browser.
import { element } from '../../shared/elements.js';

export interface Answer {
  readonly by?: string;
  readonly note?: string;
  readonly always: boolean;
  readonly streams: string;
  readonly channel?: string;
  readonly fromMs?: number;
  readonly untilMs: number;
}

/** What is asked for: only the fields of that kind are shown. */
export type Asked = 'acknowledge' | 'normal' | 'mute' | 'maintenance';

const TITLES: Readonly<Record<Asked, string>> = {
  acknowledge: 'Acknowledge',
  normal: 'This was expected',
  mute: 'Mute',
  maintenance: 'Plan maintenance',
};
const NAME = 'sluice operator';
const HOUR_MS = 3_600_000;

export class Ask {
  readonly #dialog = element('ask', HTMLDialogElement);
  readonly #form = element('ask-form', HTMLFormElement);
  readonly #refused = element('ask-refused', HTMLElement);
  #act: (answer: Answer) => Promise<void> = async () => undefined;
  #asked: Asked = 'acknowledge';

  constructor() {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#answer();
    });
    element('ask-cancel', HTMLButtonElement).addEventListener('click', () => this.#dialog.close());
  }

  /** `about`: a sentence; `act` does it: where it rejects, the person sees why and may try again. */
  ask(
    asked: Asked,
    about: string,
    { streams = '', channel = '' }: { readonly streams?: string; readonly channel?: string },
    act: (answer: Answer) => Promise<void>,
  ): void {
    this.#asked = asked;
    this.#act = act;
    element('ask-title', HTMLElement).textContent = TITLES[asked];
    element('ask-about', HTMLElement).textContent = about;
    element('ask-do', HTMLButtonElement).textContent = asked === 'normal' ? 'It is normal' : TITLES[asked];
    for (const part of this.#form.querySelectorAll<HTMLElement>('[data-for]')) {
      part.hidden = !(part.dataset.for ?? '').split(' ').includes(asked);
    }
    this.#form.reset();
    this.#refused.textContent = '';
    const nowMs = Date.now();
    this.#input('by').value = localStorage.getItem(NAME) ?? '';
    this.#input('streams').value = streams;
    this.#input('channel').value = channel;
    this.#input('from').value = localText(nowMs);
    this.#input('until').value = localText(nowMs + 2 * HOUR_MS);
    this.#dialog.showModal();
    if (this.#input('by').value !== '') this.#input(asked === 'mute' ? 'streams' : 'note').focus();
  }

  async #answer(): Promise<void> {
    const text = (name: string) => this.#input(name).value.trim();
    const [by, note, channel] = [text('by'), text('note'), text('channel')];
    localStorage.setItem(NAME, by);
    const isWindow = this.#asked === 'maintenance';
    const hours = Number(new FormData(this.#form).get('hours') ?? 1);
    try {
      await this.#act({
        ...(by === '' ? {} : { by }),
        ...(note === '' ? {} : { note }),
        ...(channel === '' ? {} : { channel }),
        ...(isWindow ? { fromMs: new Date(text('from')).getTime() } : {}),
        untilMs: isWindow ? new Date(text('until')).getTime() : Date.now() + hours * HOUR_MS,
        always: new FormData(this.#form).get('always') === 'yes',
        streams: text('streams'),
      });
      this.#dialog.close();
    } catch (error) {
      this.#refused.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  #input(name: string): HTMLInputElement {
    const found = this.#form.elements.namedItem(name);
    if (found instanceof HTMLInputElement) return found;
    throw new TypeError(`The form must have an input '${name}'`);
  }
}

/** As a field for date and time wants it, in local time. */
function localText(timeMs: number): string {
  const date = new Date(timeMs);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
