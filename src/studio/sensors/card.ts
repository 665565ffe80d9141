// The card of one stream: name and state, its picture, the newest values, its alarm, and faults to inject.
import { make } from '../shared/elements.js';
import type { Palette } from '../shared/palette.js';
import { Surface } from '../shared/surface.js';
import { drawCard } from './charts/card-picture.js';
import type { Drawable } from './charts/painter.js';
import { shownRows } from './charts/window.js';
import { FaultButtons } from './fault-buttons.js';
import type { Alarm } from './feeds/feed.js';
import { alarmText, learningText, reading } from './text.js';
import type { State, Watched } from './watched.js';

export interface CardActions {
  open(stream: string): void;
  inject(stream: string, fault: string): void;
}

/** Curves of a card. A stream of more channels shows the first ones, and the one that an alarm is about. */
const MOST_CURVES = 4;
const CURVE_HEIGHT = 40;
const SPAN_MS = 45_000;

const STATES: Readonly<Record<Exclude<State, 'learning'>, string>> = {
  alarm: 'alarm',
  normal: 'normal',
  away: 'no data',
};

export class Card implements Drawable {
  readonly item: HTMLElement;
  readonly opener: HTMLButtonElement;
  /** Whether the card is visible. */
  inSight = false;
  dirty = true;
  readonly #watched: Watched;
  readonly #surface: Surface;
  readonly #chip = make('span', 'chip');
  readonly #about = make('p', 'about');
  readonly #readings: { name: HTMLElement; value: HTMLElement; unit: HTMLElement }[] = [];
  readonly #surprise = make('b', '');
  readonly #faults: FaultButtons;
  #shown: number[];
  #alarm: Alarm | null = null;

  constructor(watched: Watched, actions: CardActions) {
    const { name, channels, faults } = watched.facts;
    this.#watched = watched;
    this.#shown = [...channels.keys()].slice(0, MOST_CURVES);
    this.opener = make('button', 'open', name);
    this.opener.type = 'button';
    this.opener.addEventListener('click', () => actions.open(name));
    const canvas = make('canvas', '');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `Values of ${name} on what was expected, and how surprising they were`);
    canvas.style.height = `${this.#shown.length * CURVE_HEIGHT + 25}px`;
    this.#faults = new FaultButtons(faults, name, (fault) => actions.inject(name, fault));
    const body = make('div', 'body', canvas, this.#makeReadings());
    this.item = make('li', 'sensor', make('div', 'head', this.opener, this.#chip), body, this.#about);
    if (faults.length > 0) this.item.append(this.#faults.element);
    this.#surface = new Surface(canvas, () => {
      this.dirty = true;
    });
  }

  /** The alarm that it shows while the stream is in alarm. */
  alarmed(alarm: Alarm): void {
    this.#alarm = alarm;
    const cause = this.#watched.facts.channels.indexOf(alarm.channel);
    if (cause >= 0 && !this.#shown.includes(cause)) this.#shown[MOST_CURVES - 1] = cause;
    this.dirty = true;
  }

  draw(palette: Palette): void {
    const { track, shownUntilMs, state, facts } = this.#watched;
    this.#describe(state);
    const shown = shownRows(track, shownUntilMs, SPAN_MS);
    const newest = shown.to - 1;
    this.#shown.forEach((channel, i) => {
      const cells = this.#readings[i];
      if (cells === undefined) return;
      put(cells.name, facts.channels[channel] ?? '');
      put(cells.value, newest < 0 ? '–' : reading(track.value(newest, channel)));
      put(cells.unit, facts.units[channel] ?? '');
      cells.value.classList.toggle('cause', state === 'alarm' && this.#alarm?.channel === facts.channels[channel]);
    });
    put(this.#surprise, state === 'learning' ? '–' : this.#watched.surprise.toFixed(1));
    if (newest < 0) return this.#surface.clear();
    const settled = state !== 'learning';
    drawCard(this.#surface, palette, { track, shown, channels: this.#shown, curveHeight: CURVE_HEIGHT, settled });
  }

  #describe(state: State): void {
    const { learnt, facts, active } = this.#watched;
    if (this.item.dataset.state !== state) this.item.dataset.state = state;
    const text = state === 'learning' ? learningText(learnt) : STATES[state];
    put(this.#chip, text);
    this.#chip.style.setProperty('--learnt', `${Math.round(100 * (state === 'learning' ? learnt || 0 : 0))}%`);
    const label = `${facts.name}, ${text}: open it large`;
    if (this.opener.getAttribute('aria-label') !== label) this.opener.setAttribute('aria-label', label);
    put(this.#about, state === 'alarm' && this.#alarm !== null ? alarmText(this.#alarm) : sentence(state));
    this.#faults.show(active);
  }

  #makeReadings(): HTMLElement {
    const readings = make('div', 'readings');
    for (const _ of this.#shown) {
      const cells = { name: make('span', 'channel'), value: make('b', ''), unit: make('small', '') };
      this.#readings.push(cells);
      readings.append(make('div', 'reading', cells.name, make('span', 'number', cells.value, ' ', cells.unit)));
    }
    const strip = make('div', 'reading strip', make('span', 'channel', 'severity'), this.#surprise);
    strip.title = 'How seldom such values are: 3 is about one row in a thousand';
    readings.append(strip);
    return readings;
  }
}

function sentence(state: State): string {
  if (state === 'learning') return 'Learning what is normal';
  return state === 'away' ? 'Nothing comes in' : 'As expected';
}

/** Touches the page only where something changes. */
function put(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
