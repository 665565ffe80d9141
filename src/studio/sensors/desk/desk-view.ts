// The operator's desk beside the cards: alarms, what is quiet, and the audit trail of a server, each on a tab.
import type { AlarmEvent, AlarmInfo } from 'sluice';
import { element } from '../../shared/elements.js';
import type { Operator } from '../feeds/feed.js';
import { AlarmLines } from './alarm-lines.js';
import { type Answer, Ask, type Asked } from './ask.js';
import { showAudit } from './audit-list.js';
import { Desk } from './desk.js';
import { QuietList } from './quiet-list.js';

const TABS = ['alarms', 'quiet', 'audit'] as const;
type Tab = (typeof TABS)[number];
/** What a server lists at first comes within this time; what comes later is new. */
const CATCH_UP_MS = 1500;
const AUDIT_ENTRIES = 200;

export interface DeskActions {
  open(stream: string, timeMs: number): void;
  /** An alarm has begun, and nobody sees to it yet. */
  began(alarm: AlarmInfo): void;
}

export class DeskView {
  readonly #section = element('desk', HTMLElement);
  readonly #ask = new Ask();
  readonly #lines: AlarmLines;
  readonly #quiet: QuietList;
  readonly #actions: DeskActions;
  #desk = new Desk();
  /** Null: the streams come from no server that lists alarms. */
  #operator: Operator | null = null;
  #tab: Tab = 'alarms';
  #dirty = false;

  constructor(actions: DeskActions) {
    this.#actions = actions;
    this.#lines = new AlarmLines(element('desk-alarms', HTMLElement), {
      open: (stream, timeMs) => actions.open(stream, timeMs),
      acknowledge: (alarm) =>
        this.#about('acknowledge', alarm, (answer) => this.#do((at) => at.acknowledge(alarm.id, said(answer)))),
      normal: (alarm) =>
        this.#about('normal', alarm, (answer) =>
          this.#do((at) => at.callNormal(alarm.id, { ...said(answer), always: answer.always })),
        ),
      mute: (alarm) =>
        this.#about('mute', alarm, (answer) => this.#do((at) => at.mute({ ...said(answer), ...quietOf(answer) }))),
    });
    this.#quiet = new QuietList(element('desk-quiet', HTMLElement), {
      endMute: (mute) => void this.#do((at) => at.endMute(mute.id, kept())).catch(() => undefined),
      forgetNormal: (normal) => void this.#do((at) => at.forgetNormal(normal.id, kept())).catch(() => undefined),
    });
    for (const tab of TABS) element(`tab-${tab}`, HTMLButtonElement).addEventListener('click', () => this.#select(tab));
    element('desk-mute', HTMLButtonElement).addEventListener('click', () =>
      this.#ask.ask('mute', 'Alarms of these streams go out nowhere.', { streams: '*' }, (answer) =>
        this.#do((at) => at.mute({ ...said(answer), ...quietOf(answer) })),
      ),
    );
    element('desk-plan', HTMLButtonElement).addEventListener('click', () =>
      this.#ask.ask('maintenance', 'Within this time alarms go out nowhere.', { streams: '*' }, (answer) =>
        this.#do((at) => at.planMaintenance({ fromMs: Date.now(), ...said(answer), ...quietOf(answer) })),
      ),
    );
  }

  /** Whether a server lists alarms: then they are not told by rows. */
  get active(): boolean {
    return this.#operator !== null;
  }

  get calling(): number {
    return this.#desk.calling;
  }

  lastingOf(stream: string): AlarmInfo | null {
    return this.#desk.lastingOf(stream);
  }

  take(event: AlarmEvent, operator: Operator): void {
    if (this.#operator !== operator) this.#begin(operator);
    const began = this.#desk.take(event);
    if (began !== null) this.#actions.began(began);
    this.#dirty = true;
  }

  /** Another feed is shown. */
  clear(): void {
    this.#operator = null;
    this.#desk = new Desk();
    this.#section.hidden = true;
  }

  /** Shows what has changed; called some times a second. */
  draw(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    const may = this.#may;
    const { alarms, mutes, normal } = this.#desk;
    this.#lines.show(this.#desk, may);
    this.#quiet.show(this.#desk, may);
    element('desk-none', HTMLElement).hidden = alarms.length > 0;
    element('desk-plans', HTMLElement).hidden = !may;
    element('tab-alarms', HTMLElement).textContent = `Alarms ${countText(this.#desk.calling)}`;
    element('tab-quiet', HTMLElement).textContent = `Quiet ${countText(mutes.length + normal.length)}`;
  }

  get #may(): boolean {
    const rights = this.#operator?.rights ?? [];
    return rights.includes('operate') || rights.includes('administer');
  }

  #begin(operator: Operator): void {
    this.#operator = operator;
    const desk = new Desk();
    this.#desk = desk;
    setTimeout(() => desk.caughtUp(), CATCH_UP_MS);
    this.#section.hidden = false;
    this.#select(this.#tab);
  }

  #select(tab: Tab): void {
    this.#tab = tab;
    for (const each of TABS) {
      element(`tab-${each}`, HTMLButtonElement).setAttribute('aria-selected', String(each === tab));
      element(`panel-${each}`, HTMLElement).hidden = each !== tab;
    }
    if (tab === 'audit') void this.#showAudit();
  }

  #about(asked: Asked, alarm: AlarmInfo, act: (answer: Answer) => Promise<void>): void {
    const { stream, channel, why } = alarm;
    this.#ask.ask(
      asked,
      asked === 'mute' ? `${stream}: ${channel}` : `${stream}: ${why}`,
      { streams: stream, channel },
      act,
    );
  }

  async #do(act: (operator: Operator) => Promise<unknown>): Promise<void> {
    if (this.#operator === null) throw new Error('There is no server');
    await act(this.#operator);
    if (this.#tab === 'audit') await this.#showAudit();
  }

  async #showAudit(): Promise<void> {
    const entries = await this.#operator?.audit(AUDIT_ENTRIES).catch(() => []);
    showAudit(element('desk-audit', HTMLElement), entries ?? []);
  }
}

function said({ by, note }: Answer) {
  return { ...(by === undefined ? {} : { by }), ...(note === undefined ? {} : { note }) };
}

function quietOf({ streams, channel, untilMs, fromMs }: Answer) {
  const named = channel === undefined ? { streams, untilMs } : { streams, channel, untilMs };
  return fromMs === undefined ? named : { ...named, fromMs };
}

/** Who ends a mute with one click: whoever has given a name in this browser. */
function kept(): { readonly by?: string } {
  const by = localStorage.getItem('sluice operator') ?? '';
  return by === '' ? {} : { by };
}

function countText(count: number): string {
  return count === 0 ? '' : String(count);
}
