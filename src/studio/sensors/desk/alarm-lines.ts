// The list of a server's alarms: when, how grave, which channel, what was expected, why, a picture, what was said of it,
// and what can be said.
import type { AlarmInfo } from 'sluice';
import { make } from '../../shared/elements.js';
import { reading, timeText } from '../text.js';
import type { Desk } from './desk.js';
import { drawSparkline } from './sparkline.js';

export interface AlarmLineActions {
  open(stream: string, timeMs: number): void;
  acknowledge(alarm: AlarmInfo): void;
  normal(alarm: AlarmInfo): void;
  mute(alarm: AlarmInfo): void;
}

/** Made once: a button must not move away from the finger while the alarm goes on. */
interface Line {
  readonly item: HTMLElement;
  readonly when: HTMLElement;
  readonly level: HTMLElement;
  readonly facts: HTMLElement;
  readonly why: HTMLElement;
  readonly svg: SVGSVGElement;
  readonly said: HTMLElement;
  readonly buttons: HTMLElement;
  alarm: AlarmInfo;
  shown: string;
}

export class AlarmLines {
  readonly #list: HTMLElement;
  readonly #actions: AlarmLineActions;
  readonly #lines = new Map<string, Line>();

  constructor(list: HTMLElement, actions: AlarmLineActions) {
    this.#list = list;
    this.#actions = actions;
  }

  /** Only lines that changed are made again. `may`: whether a person may say anything. */
  show(desk: Desk, may: boolean): void {
    const { alarms } = desk;
    const ids = new Set(alarms.map(({ id }) => id));
    for (const [id, { item }] of this.#lines) {
      if (ids.has(id)) continue;
      item.remove();
      this.#lines.delete(id);
    }
    alarms.forEach((alarm, i) => {
      const line = this.#lines.get(alarm.id) ?? this.#make(alarm);
      if (this.#list.children[i] !== line.item) this.#list.insertBefore(line.item, this.#list.children[i] ?? null);
      const follows = alarms[i - 1]?.group === alarm.group;
      this.#put(line, alarm, desk.othersOf(alarm), follows, may);
    });
  }

  #put(line: Line, alarm: AlarmInfo, others: readonly string[], follows: boolean, may: boolean): void {
    const shown = JSON.stringify([alarm, others, follows, may]);
    line.alarm = alarm;
    if (line.shown === shown) return;
    line.shown = shown;
    const { item } = line;
    item.dataset.level = alarm.level;
    item.dataset.state = stateOf(alarm);
    item.classList.toggle('follows', follows);
    line.when.textContent = `${timeText(alarm.startsAtMs)}${alarm.open ? ' – now' : ` – ${timeText(alarm.endsAtMs)}`}`;
    line.level.textContent = alarm.level;
    line.level.title = `Severity ${alarm.severity?.toFixed(1) ?? 'unknown'}`;
    line.facts.replaceChildren(make('b', '', alarm.channel), ` ${alarm.reason} · ${factsOf(alarm)}`);
    line.why.textContent = alarm.why;
    drawSparkline(line.svg, alarm.picture, alarm.startsAtMs);
    line.said.replaceChildren(...saidOf(alarm, others).map((text) => make('span', '', text)));
    line.buttons.hidden = !may;
    const [acknowledge, normal] = line.buttons.children as unknown as HTMLButtonElement[];
    if (acknowledge !== undefined) acknowledge.disabled = alarm.acknowledged !== null || alarm.normal !== null;
    if (normal !== undefined) normal.disabled = alarm.normal?.always === true;
  }

  #make(alarm: AlarmInfo): Line {
    const link = make('button', 'link', alarm.stream);
    link.type = 'button';
    link.title = 'Show it large, at that time';
    const [when, level] = [make('time', ''), make('span', 'level')];
    const [facts, why, said] = [make('p', 'facts'), make('p', 'why'), make('p', 'said')];
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', `${alarm.channel} around that time, on what was expected`);
    const buttons = make('div', 'answers');
    const item = make('li', '', make('div', 'head', level, link, when), facts, why, svg, said, buttons);
    item.dataset.alarm = alarm.id;
    const line: Line = { item, when, level, facts, why, svg, said, buttons, alarm, shown: '' };
    link.addEventListener('click', () => this.#actions.open(line.alarm.stream, line.alarm.startsAtMs));
    const button = (text: string, act: (alarm: AlarmInfo) => void) => {
      const made = make('button', 'small', text);
      made.type = 'button';
      made.setAttribute('aria-label', `${text.replace('…', '')}: ${alarm.stream}, ${alarm.channel}`);
      made.addEventListener('click', () => act(line.alarm));
      buttons.append(made);
    };
    button('Acknowledge', (one) => this.#actions.acknowledge(one));
    button('Normal', (one) => this.#actions.normal(one));
    button('Mute…', (one) => this.#actions.mute(one));
    this.#lines.set(alarm.id, line);
    return line;
  }
}

function stateOf({ open, muted, acknowledged, normal }: AlarmInfo): string {
  if (!open || normal !== null) return 'over';
  if (muted) return 'muted';
  return acknowledged === null ? 'open' : 'seen';
}

function factsOf({ value, expected, spread }: AlarmInfo): string {
  const number = (one: number | null) => reading(one ?? Number.NaN);
  return `${number(value)}, expected ${number(expected)} ± ${number(spread)}`;
}

function saidOf({ open, muted, past, acknowledged, normal }: AlarmInfo, others: readonly string[]): string[] {
  const by = (said: { by: string; atMs: number; note: string }) =>
    `by ${said.by}, ${timeText(said.atMs)}${said.note === '' ? '' : `: ${said.note}`}`;
  return [
    ...(others.length === 0 ? [] : [`one cause with ${others.join(', ')}`]),
    ...(past ? ['of the past'] : []),
    ...(muted ? ['muted'] : []),
    ...(acknowledged === null ? [] : [`acknowledged ${by(acknowledged)}`]),
    ...(normal === null ? [] : [`${normal.always ? 'always normal' : 'normal'} ${by(normal)}`]),
    ...(open ? [] : ['over']),
  ];
}
