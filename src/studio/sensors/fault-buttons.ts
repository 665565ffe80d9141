// Buttons that inject faults into one machine. A pressed one is an active fault.
import { make } from '../shared/elements.js';

export class FaultButtons {
  readonly element: HTMLElement;
  readonly #buttons = new Map<string, HTMLButtonElement>();

  constructor(
    faults: readonly { readonly name: string; readonly title: string }[],
    stream: string,
    inject: (fault: string) => void,
  ) {
    this.element = make('div', 'faults');
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', `Inject a fault into ${stream}`);
    for (const { name, title } of faults) {
      const button = make('button', 'small fault', name);
      button.type = 'button';
      button.title = title;
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => inject(name));
      this.#buttons.set(name, button);
      this.element.append(button);
    }
  }

  show(active: readonly string[]): void {
    for (const [name, button] of this.#buttons) {
      const pressed = String(active.includes(name));
      if (button.getAttribute('aria-pressed') !== pressed) button.setAttribute('aria-pressed', pressed);
    }
  }
}
