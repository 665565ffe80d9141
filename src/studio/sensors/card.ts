// One stream's card: name and state, its picture, the last values, what is wrong, and what can be made to go wrong.
import { make } from '../elements.js';
import type { Palette } from '../palette.js';
import { Surface } from '../surface.js';
import { drawCard } from './card-picture.js';
import { FaultButtons } from './fault-buttons.js';
import type { Alarm } from './feed.js';
import type { Drawable } from './painter.js';
import { alarmText, learningText, reading } from './text.js';
import type { State, Watched } from './watched.js';
import { shownRows } from './window.js';

export interface CardActions {
  open(stream: string): void;
  inject(stream: string, fault: string): void;
}

/** Lanes of a card; a stream of more channels shows the first ones, and the one that an alarm is about. */
const MOST_LANES = 4;
const LANE_HEIGHT = 40;
const SPAN_MS = 45_000;

const STATES: Readonly<Record<Exclude<State, 'learning'>, string>> = {
  alarm: 'alarm',
  normal: 'normal',
  away: 'no data',
};

export class Card implements Drawable {
  readonly item: HTMLElement;
  readonly opener: HTMLButtonElement;
  /** Set by who watches what is in sight. */
  inSight = false;
  dirty = true;
  readonly #watched: Watched;
  readonly #surface: Surface;
  readonly #chip = make('span', 'chip');
  readonly #about = make('p', 'about');
  readonly #rows: { name: HTMLElement; value: HTMLElement; unit: HTMLElement }[] = [];
  readonly #surprise = make('b', '');
  readonly #faults: FaultButtons;
  #lanes: number[];
  #alarm: Alarm | null = null;

  constructor(watched: Watched, actions: CardActions) {
    const { name, channels, faults } = watched.facts;
    this.#watched = watched;
    this.#lanes = [...channels.keys()].slice(0, MOST_LANES);
    this.opener = make('button', 'open', name);
    this.opener.type = 'button';
    this.opener.addEventListener('click', () => actions.open(name));
    const canvas = make('canvas', '');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `Values of ${name} on what was expected, and how surprising they were`);
    canvas.style.height = `${this.#lanes.length * LANE_HEIGHT + 25}px`;
    this.#faults = new FaultButtons(faults, name, (fault) => actions.inject(name, fault));
    const body = make('div', 'body', canvas, this.#readings());
    this.item = make('li', 'sensor', make('div', 'head', this.opener, this.#chip), body, this.#about);
    if (faults.length > 0) this.item.append(this.#faults.element);
    this.#surface = new Surface(canvas, () => {
      this.dirty = true;
    });
  }

  /** The alarm that is told on it while it is in the state of one. */
  alarmed(alarm: Alarm): void {
    this.#alarm = alarm;
    const cause = this.#watched.facts.channels.indexOf(alarm.channel);
    if (cause >= 0 && !this.#lanes.includes(cause)) this.#lanes[MOST_LANES - 1] = cause;
    this.dirty = true;
  }

  draw(palette: Palette): void {
    const { track, shownUntilMs, state, facts } = this.#watched;
    this.#describe(state);
    const shown = shownRows(track, shownUntilMs, SPAN_MS);
    const newest = shown.to - 1;
    this.#lanes.forEach((channel, lane) => {
      const row = this.#rows[lane];
      if (row === undefined) return;
      put(row.name, facts.channels[channel] ?? '');
      put(row.value, newest < 0 ? '–' : reading(track.value(newest, channel)));
      put(row.unit, facts.units[channel] ?? '');
      row.value.classList.toggle('cause', state === 'alarm' && this.#alarm?.channel === facts.channels[channel]);
    });
    put(this.#surprise, state === 'learning' ? '–' : this.#watched.surprise.toFixed(1));
    if (newest < 0) return this.#surface.clear();
    const settled = state !== 'learning';
    drawCard(this.#surface, palette, { track, shown, channels: this.#lanes, laneHeight: LANE_HEIGHT, settled });
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

  #readings(): HTMLElement {
    const readings = make('div', 'readings');
    for (const _ of this.#lanes) {
      const row = { name: make('span', 'channel'), value: make('b', ''), unit: make('small', '') };
      this.#rows.push(row);
      readings.append(make('div', 'reading', row.name, make('span', 'number', row.value, ' ', row.unit)));
    }
    const strip = make('div', 'reading strip', make('span', 'channel', 'surprise'), this.#surprise);
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
