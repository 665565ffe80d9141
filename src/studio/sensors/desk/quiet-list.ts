// What is quiet: mutes, maintenance windows, and kinds of alarms that are normal, each with a button that ends it.
import type { Mute, NormalAlarms } from 'sluice';
import { make } from '../../shared/elements.js';
import { timeText } from '../text.js';
import type { Desk } from './desk.js';

export interface QuietActions {
  endMute(mute: Mute): void;
  forgetNormal(normal: NormalAlarms): void;
}

export class QuietList {
  readonly #list: HTMLElement;
  readonly #actions: QuietActions;
  #shown = '';

  constructor(list: HTMLElement, actions: QuietActions) {
    this.#list = list;
    this.#actions = actions;
  }

  show({ mutes, normal }: Desk, may: boolean, nowMs = Date.now()): void {
    const shown = JSON.stringify([mutes, normal, may, mutes.map(({ fromMs }) => fromMs > nowMs)]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.replaceChildren(
      ...mutes.map((mute) => this.#mute(mute, may, nowMs)),
      ...normal.map((kind) => this.#normal(kind, may)),
    );
    if (mutes.length + normal.length === 0) this.#list.append(make('li', 'none', 'Nothing is muted.'));
  }

  #mute(mute: Mute, may: boolean, nowMs: number): HTMLElement {
    const { kind, streams, channel, fromMs, untilMs } = mute;
    const what = kind === 'mute' ? 'muted' : fromMs > nowMs ? 'maintenance planned' : 'maintenance';
    const from = fromMs > nowMs || kind === 'maintenance' ? `${dateText(fromMs)} – ` : 'until ';
    return this.#item(
      {
        what,
        name: channel === null ? streams : `${streams}, ${channel}`,
        when: `${from}${dateText(untilMs)}`,
        said: mute,
      },
      may ? button('End now', `End now: ${streams}`, () => this.#actions.endMute(mute)) : null,
    );
  }

  #normal(kind: NormalAlarms, may: boolean): HTMLElement {
    const { stream, channel, reason, side, atMs } = kind;
    const where = side === 0 ? '' : side > 0 ? ' above what is expected' : ' below what is expected';
    return this.#item(
      {
        what: 'always normal',
        name: `${stream}, ${channel}`,
        when: `${reason}${where}, since ${timeText(atMs)}`,
        said: kind,
      },
      may ? button('Forget', `Forget: ${stream}, ${channel}`, () => this.#actions.forgetNormal(kind)) : null,
    );
  }

  #item(
    { what, name, when, said }: { what: string; name: string; when: string; said: { by: string; note: string } },
    end: HTMLElement | null,
  ): HTMLElement {
    const note = said.note === '' ? '' : `: ${said.note}`;
    const text = make(
      'div',
      'text',
      make('b', '', name),
      make('span', 'level', what),
      make('p', '', when),
      make('p', 'said', `by ${said.by}${note}`),
    );
    return make('li', '', text, ...(end === null ? [] : [end]));
  }
}

function button(text: string, label: string, act: () => void): HTMLElement {
  const made = make('button', 'small', text);
  made.type = 'button';
  made.setAttribute('aria-label', label);
  made.addEventListener('click', act);
  return made;
}

/** 'Mon 14:00', in local time. */
function dateText(timeMs: number): string {
  const date = new Date(timeMs);
  const day = date.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
  return `${day}, ${date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}
