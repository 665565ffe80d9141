// The list of alarms: time, stream, value and expectation, severity, and whether it was acknowledged.
import { make } from '../../shared/elements.js';
import { alarmText, timeText } from '../text.js';
import type { Alarms, Episode } from './alarms.js';

export interface AlarmListActions {
  open(stream: string, timeMs: number): void;
  see(id: number | null): void;
}

/** Made once: a button must not move away from the finger while the alarm goes on. */
interface Line {
  readonly item: HTMLElement;
  readonly severity: HTMLElement;
  readonly what: HTMLElement;
  readonly see: HTMLButtonElement;
  shown: Episode | null;
}

export class AlarmList {
  readonly #list: HTMLElement;
  readonly #seeAll: HTMLButtonElement;
  readonly #actions: AlarmListActions;
  readonly #lines = new Map<number, Line>();

  constructor(list: HTMLElement, seeAll: HTMLButtonElement, actions: AlarmListActions) {
    this.#list = list;
    this.#seeAll = seeAll;
    this.#actions = actions;
    seeAll.addEventListener('click', () => actions.see(null));
  }

  /** Updates the list: only lines that changed are made again. */
  show({ episodes, unseen }: Pick<Alarms, 'episodes' | 'unseen'>): void {
    const ids = new Set(episodes.map(({ id }) => id));
    for (const [id, { item }] of this.#lines) {
      if (ids.has(id)) continue;
      item.remove();
      this.#lines.delete(id);
    }
    episodes.forEach((episode, i) => {
      this.#put(episode, i);
    });
    this.#seeAll.disabled = unseen === 0;
    this.#list.parentElement?.classList.toggle('empty', episodes.length === 0);
  }

  #put(episode: Episode, place: number): void {
    const { id, alarm, count, seen } = episode;
    const line = this.#lines.get(id) ?? this.#insert(episode, place);
    if (line.shown === episode) return;
    line.shown = episode;
    line.severity.textContent = Number.isNaN(alarm.severity) ? '' : alarm.severity.toFixed(1);
    line.what.textContent = `${alarmText(alarm)}${count === 1 ? '' : ` · ${count} rows`}`;
    line.see.setAttribute('aria-label', `Acknowledge: ${alarm.stream}, ${alarm.channel}`);
    line.item.classList.toggle('seen', seen);
    if (!seen || line.see.hidden) return;
    if (document.activeElement === line.see) line.item.querySelector<HTMLElement>('.link')?.focus();
    line.see.hidden = true;
  }

  #insert({ id, alarm: { stream }, firstMs }: Episode, place: number): Line {
    const name = make('button', 'link', stream);
    name.type = 'button';
    name.title = 'Show it large, at that time';
    name.addEventListener('click', () => this.#actions.open(stream, firstMs));
    const severity = make('span', 'severity');
    severity.title = 'Severity: 3 is about one row in a thousand, 4 one in ten thousand';
    const what = make('span', 'what');
    const see = make('button', 'small', 'Acknowledge');
    see.type = 'button';
    see.addEventListener('click', () => this.#actions.see(id));
    const head = make('div', 'head', make('time', '', timeText(firstMs)), name, severity);
    const item = make('li', '', head, make('div', 'foot', what, see));
    item.dataset.stream = stream;
    item.dataset.alarm = String(id);
    this.#list.insertBefore(item, this.#list.children[place] ?? null);
    const line = { item, severity, what, see, shown: null };
    this.#lines.set(id, line);
    return line;
  }
}
