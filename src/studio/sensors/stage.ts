// One stream, large: its charts, state, faults, and history.
import { make } from '../shared/elements.js';
import type { Palette } from '../shared/palette.js';
import { Charts } from './charts/charts.js';
import type { Drawable } from './charts/painter.js';
import { TimeControls } from './charts/time-controls.js';
import { FaultButtons } from './fault-buttons.js';
import { learningText } from './text.js';
import type { Watched } from './watched.js';

export interface StageActions {
  close(): void;
  inject(stream: string, fault: string): void;
}

export class Stage implements Drawable {
  readonly inSight = true;
  dirty = true;
  readonly watched: Watched;
  readonly #section: HTMLElement;
  readonly #charts: Charts;
  readonly #chip = make('span', 'chip');
  readonly #faults: FaultButtons;
  readonly #time: TimeControls;

  /** `timeMs`: shows that time; null: live. */
  constructor(section: HTMLElement, watched: Watched, timeMs: number | null, actions: StageActions) {
    const { name, faults } = watched.facts;
    this.watched = watched;
    this.#section = section;
    this.#charts = new Charts(watched);
    this.#faults = new FaultButtons(faults, name, (fault) => actions.inject(name, fault));
    this.#time = new TimeControls(() => {
      this.dirty = true;
    });
    if (timeMs !== null) this.#time.show(timeMs);
    const title = make('h2', '', name);
    title.id = 'stage-title';
    title.tabIndex = -1;
    const close = make('button', 'small', 'Close');
    close.type = 'button';
    close.title = 'Esc';
    close.addEventListener('click', () => actions.close());
    const head = make('div', 'head', title, this.#chip, this.#faults.element, close);
    section.replaceChildren(head, ...this.#charts.elements, this.#time.element);
    section.hidden = false;
  }

  /** Large charts drawn at a time. */
  get charts(): number {
    return this.#charts.count;
  }

  focus(): void {
    this.#section.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    this.#section.scrollIntoView({ block: 'nearest' });
  }

  draw(palette: Palette): void {
    const { state, learnt, active, track, shownUntilMs } = this.watched;
    this.#section.dataset.state = state;
    this.#chip.textContent = state === 'learning' ? learningText(learnt) : state === 'away' ? 'no data' : state;
    this.#chip.style.setProperty('--learnt', `${Math.round(100 * (state === 'learning' ? learnt || 0 : 0))}%`);
    this.#faults.show(active);
    if (track.length > 0) this.#charts.draw(palette, this.#time.window(track, shownUntilMs));
  }

  close(): void {
    this.#charts.close();
    this.#section.replaceChildren();
    this.#section.hidden = true;
  }
}
