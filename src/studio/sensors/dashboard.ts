// The state of the page: its streams, the one that is shown large, and the alarms. Events of the feed come in here, and
// elements are updated from here.
import { element } from '../shared/elements.js';
import { AlarmList } from './alarms/alarm-list.js';
import { Alarms } from './alarms/alarms.js';
import type { Chime } from './alarms/chime.js';
import { Painter } from './charts/painter.js';
import { DeskView } from './desk/desk-view.js';
import { type Alarm, alarmIn, alarmOf, type Feed, type FeedEvent, type Point, type StreamFacts } from './feeds/feed.js';
import { Grid } from './grid.js';
import type { SensorsHandle } from './handle.js';
import { Stage } from './stage.js';
import { alarmText } from './text.js';
import { Room } from './track.js';
import { Vitals } from './vitals.js';
import { Watched } from './watched.js';

/** Rows that all streams together may keep, beyond the first few of each. */
const MOST_ROWS = 1_000_000;
/** Streams that are shown at most. `?watch=` selects some. */
const MOST_STREAMS = 5000;

export class Dashboard implements SensorsHandle {
  #feed: Feed;
  readonly #chime: Chime;
  readonly #room = new Room(MOST_ROWS);
  readonly #streams = new Map<string, Watched>();
  #alarms = new Alarms();
  readonly #vitals = new Vitals();
  readonly #painter = new Painter(() => this.#beforeDrawing());
  readonly #grid: Grid;
  readonly #list: AlarmList;
  readonly #desk: DeskView;
  readonly #local = element('local-alarms', HTMLElement);
  readonly #stageSection = element('stage', HTMLElement);
  readonly #announcement = element('announcement', HTMLElement);
  #stage: Stage | null = null;
  #alarmsChanged = true;
  #paused = false;

  constructor(feed: Feed, chime: Chime) {
    this.#feed = feed;
    this.#chime = chime;
    const inject = (stream: string, fault: string) => this.#feed.inject?.(stream, fault);
    this.#grid = new Grid(element('grid', HTMLElement), this.#painter, { open: (name) => this.open(name), inject });
    this.#list = new AlarmList(element('alarms', HTMLElement), element('see-all', HTMLButtonElement), {
      open: (name, timeMs) => this.open(name, timeMs),
      see: (id) => this.#see(id),
    });
    this.#desk = new DeskView({
      open: (name, timeMs) => this.open(name, timeMs),
      began: ({ stream, level, why }) => this.#tell(`${level}, ${stream}: ${why}`),
    });
  }

  /** Shows another feed from now on. Streams and alarms of the last one go. */
  useFeed(feed: Feed): void {
    this.close();
    for (const name of [...this.#streams.keys()]) this.#gone(name);
    this.#feed = feed;
    this.#alarms = new Alarms();
    this.#desk.clear();
    this.#alarmsChanged = true;
  }

  get transport() {
    return this.#feed.transport ?? null;
  }

  get drawing() {
    return this.#painter.drawing;
  }

  streams() {
    const names = [...document.querySelectorAll('#grid > li .open')].map(({ textContent }) => textContent ?? '');
    return names.flatMap((name) => {
      const watched = this.#streams.get(name);
      if (watched === undefined) return [];
      const { state, surprise, track } = watched;
      return [{ name, state, surprise, rows: track.count }];
    });
  }

  alarms() {
    return this.#alarms.episodes;
  }

  /** Takes an event of the feed; `connection` is shown elsewhere. */
  take(event: Exclude<FeedEvent, { kind: 'connection' }>): void {
    switch (event.kind) {
      case 'stream':
        return this.#appeared(event.facts);
      case 'gone':
        return this.#gone(event.stream);
      case 'point':
        return this.#point(event.stream, event.point);
      case 'alarm':
        return this.#alarm(event.alarm, event.past);
      case 'listed':
        return this.#listed(event);
      case 'faults': {
        const watched = this.#streams.get(event.stream);
        if (watched !== undefined) watched.active = event.active;
        return this.#changed(event.stream);
      }
      default:
        return event satisfies never;
    }
  }

  /** Shows a stream large. `timeMs`: at that time; null: live. */
  open(name: string, timeMs: number | null = null): void {
    const watched = this.#streams.get(name);
    if (watched === undefined) return;
    this.#closeStage();
    const inject = (stream: string, fault: string) => this.#feed.inject?.(stream, fault);
    this.#stage = new Stage(this.#stageSection, watched, timeMs, { close: () => this.close(), inject });
    this.#painter.add(this.#stage);
    this.#grid.select(name);
    this.#stage.focus();
  }

  /** Back to the cards alone. */
  close(): void {
    const name = this.#stage?.watched.facts.name;
    this.#closeStage();
    this.#grid.select(null);
    if (name !== undefined) this.#grid.focus(name);
  }

  /** Injects a random fault into a random stream that has none. */
  injectSome(): void {
    const well = [...this.#streams.values()].filter(
      ({ facts, active }) => facts.faults.length > 0 && active.length === 0,
    );
    const { facts } = well[Math.floor(Math.random() * well.length)] ?? {};
    const fault = facts?.faults[Math.floor(Math.random() * facts.faults.length)];
    if (facts !== undefined && fault !== undefined) this.#feed.inject?.(facts.name, fault.name);
  }

  /** Freezes the pictures. Rows and alarms are still kept. */
  pause(paused: boolean): void {
    this.#paused = paused;
    for (const watched of this.#streams.values()) watched.pause(paused);
    this.#grid.allChanged();
    if (this.#stage !== null) this.#stage.dirty = true;
  }

  #closeStage(): void {
    if (this.#stage === null) return;
    this.#painter.remove(this.#stage);
    this.#stage.close();
    this.#stage = null;
  }

  #appeared(facts: StreamFacts): void {
    const known = this.#streams.get(facts.name);
    if (known !== undefined && known.facts.channels.join() === facts.channels.join()) {
      known.facts = facts;
      return this.#changed(facts.name);
    }
    if (known !== undefined) this.#gone(facts.name); // another stream under the same name
    if (this.#streams.size >= MOST_STREAMS) return;
    const watched = new Watched(facts, this.#room);
    this.#streams.set(facts.name, watched);
    this.#grid.add(watched);
    this.#mark(facts.name);
  }

  #gone(name: string): void {
    const watched = this.#streams.get(name);
    if (watched === undefined) return;
    if (this.#stage?.watched === watched) this.close();
    this.#streams.delete(name);
    watched.track.release();
    this.#grid.remove(name);
  }

  #point(name: string, point: Point): void {
    const watched = this.#streams.get(name);
    if (watched === undefined || !watched.push(point)) return;
    this.#vitals.row(point.latencyMs);
    if (!this.#paused) this.#changed(name);
    if (point.series?.alarm) this.#alarm(alarmOf(watched.facts, point), point.past || this.#desk.active);
  }

  #alarm(alarm: Alarm, past: boolean): void {
    const { isNew } = this.#alarms.add(alarm);
    this.#grid.alarmed(alarm);
    this.#alarmsChanged = true;
    if (!isNew || past) return;
    this.#tell(`${alarm.stream}, ${alarmText(alarm)}`);
  }

  #tell(sentence: string): void {
    this.#chime.ring();
    this.#announcement.textContent = `Alarm: ${sentence}`;
  }

  #listed({ event, operator }: Extract<FeedEvent, { kind: 'listed' }>): void {
    this.#alarmsChanged = true;
    this.#desk.take(event, operator);
    if (event.kind === 'alarm') this.#mark(event.alarm.stream);
  }

  /** The stream's card shows whether an alarm lasts, where a server lists alarms. */
  #mark(name: string): void {
    const watched = this.#streams.get(name);
    if (watched === undefined || !this.#desk.active || !watched.facts.learns) return;
    const lasting = this.#desk.lastingOf(name);
    watched.lasts = lasting !== null;
    if (lasting !== null) this.#grid.alarmed(alarmIn(lasting));
    this.#changed(name);
  }

  #see(id: number | null): void {
    this.#alarms.see(id);
    this.#alarmsChanged = true;
  }

  #changed(name: string): void {
    this.#grid.changed(name);
    if (this.#stage?.watched.facts.name === name) this.#stage.dirty = true;
  }

  #beforeDrawing(): void {
    const nowMs = performance.now();
    // Of a server that lists its alarms, those of series are on the desk.
    const own = this.#desk.active
      ? this.#alarms.without((name) => this.#streams.get(name)?.facts.learns === true)
      : this.#alarms;
    const unseen = own.unseen + this.#desk.calling;
    this.#vitals.say(nowMs, this.#streams.size, unseen);
    if (!this.#paused) this.#grid.arrange(nowMs);
    if (!this.#alarmsChanged) return;
    this.#alarmsChanged = false;
    this.#list.show(own);
    this.#local.hidden = this.#desk.active && own.episodes.length === 0;
    this.#desk.draw();
    document.title = unseen === 0 ? 'Sensors · sluice' : `(${unseen}) Sensors · sluice`;
  }
}
