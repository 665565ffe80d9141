// The list of alarms: when, where, what it was and what was expected, how grave, and whether somebody has seen it.
import { make } from '../elements.js';
import type { Alarms, Episode } from './alarms.js';
import { alarmText, clockTime } from './text.js';

export interface AlarmListActions {
  open(stream: string, timeMs: number): void;
  see(id: number | null): void;
}

interface Line {
  readonly item: HTMLElement;
  readonly shown: Episode;
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

  /** Shows them as they are: only lines that changed are made anew. */
  show({ episodes, unseen }: Alarms): void {
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
    const line = this.#lines.get(episode.id);
    if (line?.shown === episode) return;
    const item = this.#item(episode);
    if (line === undefined) this.#list.insertBefore(item, this.#list.children[place] ?? null);
    else {
      const focused = line.item.contains(document.activeElement) ? document.activeElement?.className : undefined;
      line.item.replaceWith(item);
      if (focused !== undefined) item.querySelector<HTMLElement>(`button.${focused.split(' ')[0]}`)?.focus();
    }
    this.#lines.set(episode.id, { item, shown: episode });
  }

  #item({ id, alarm, firstMs, lastMs, count, seen }: Episode): HTMLElement {
    const name = make('button', 'link', alarm.stream);
    name.type = 'button';
    name.title = 'Show it large, at that time';
    name.addEventListener('click', () => this.#actions.open(alarm.stream, lastMs));
    const severity = make('span', 'severity', Number.isNaN(alarm.severity) ? '' : alarm.severity.toFixed(1));
    severity.title = 'Severity: about how many zeros "one in …" has: 3 is one row in a thousand';
    const head = make('div', 'head', make('time', '', clockTime(firstMs)), name, severity);
    const many = count === 1 ? '' : ` · ${count} rows`;
    const foot = make('div', 'foot', make('span', 'what', `${alarmText(alarm)}${many}`));
    const item = make('li', seen ? 'seen' : '', head, foot);
    item.dataset.stream = alarm.stream;
    if (!seen) {
      const see = make('button', 'small', 'Seen');
      see.type = 'button';
      see.setAttribute('aria-label', `Seen: ${alarm.stream}, ${alarm.channel}`);
      see.addEventListener('click', () => this.#actions.see(id));
      foot.append(see);
    }
    return item;
  }
}
