// What a server lists for an operator, as the page has it: alarms, mutes, what is normal. No elements here.
import type { AlarmEvent, AlarmInfo, Mute, NormalAlarms } from 'sluice';

export class Desk {
  readonly #alarms = new Map<string, AlarmInfo>();
  mutes: readonly Mute[] = [];
  normal: readonly NormalAlarms[] = [];
  /** Whether the server has told what there was before. */
  #caughtUp = false;

  /** Returns the alarm that has just begun and calls for somebody; null: none has. */
  take(event: AlarmEvent): AlarmInfo | null {
    switch (event.kind) {
      case 'connection':
        if (event.connected) this.#alarms.clear();
        return null;
      case 'quiet':
        this.mutes = [...event.mutes].sort((a, b) => a.fromMs - b.fromMs);
        this.normal = event.normal;
        return null;
      case 'alarm-gone':
        this.#alarms.delete(event.alarm);
        return null;
      case 'alarm': {
        const isNew = !this.#alarms.has(event.alarm.id);
        this.#alarms.set(event.alarm.id, event.alarm);
        return isNew && this.#caughtUp && callsForSomebody(event.alarm) ? event.alarm : null;
      }
      default:
        return event satisfies never;
    }
  }

  /** What comes from now on is new. */
  caughtUp(): void {
    this.#caughtUp = true;
  }

  /** Those that are open first, then the newest; alarms of one cause lie together. */
  get alarms(): AlarmInfo[] {
    const all = [...this.#alarms.values()];
    const first = (one: AlarmInfo) => this.#alarms.get(one.group) ?? one;
    const open = (one: AlarmInfo) => all.some(({ group, open }) => group === one.group && open);
    return all.sort(
      (a, b) =>
        Number(open(b)) - Number(open(a)) ||
        first(b).startsAtMs - first(a).startsAtMs ||
        a.group.localeCompare(b.group) ||
        a.startsAtMs - b.startsAtMs,
    );
  }

  /** Streams of other alarms that have the same cause. */
  othersOf({ id, group, stream }: AlarmInfo): string[] {
    const others = [...this.#alarms.values()].filter((one) => one.group === group && one.id !== id);
    return [...new Set(others.map((one) => one.stream))].filter((name) => name !== stream);
  }

  /** The newest alarm of a stream that lasts and is neither muted nor normal; null: there is none. */
  lastingOf(stream: string): AlarmInfo | null {
    const open = [...this.#alarms.values()].filter((one) => one.stream === stream && one.open);
    return open.findLast(({ muted, normal }) => !muted && normal === null) ?? null;
  }

  /** Alarms for which nobody has done anything yet. */
  get calling(): number {
    return [...this.#alarms.values()].filter(callsForSomebody).length;
  }
}

function callsForSomebody({ open, muted, past, acknowledged, normal }: AlarmInfo): boolean {
  return open && !muted && !past && acknowledged === null && normal === null;
}
