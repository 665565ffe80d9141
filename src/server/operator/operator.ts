// What an operator says of alarms, and what follows from it: each mark is written, put into the audit trail, given to
// the stream at a definite row, and only then answered.
import { monotonicMs } from '../../clock.js';
import type { AlarmMark } from '../../model/alarm-mark.js';
import { Refusal } from '../../protocol/closing.js';
import type { AlarmInfo, AuditEntry, Mute, NormalAlarms } from '../../protocol/operator.js';
import type { DetectionFields } from '../../protocol/server-frames.js';
import type { AlarmNote } from '../outlets/alarm-note.js';
import { markStream } from '../streams/mark-stream.js';
import type { ServedStream } from '../streams/served-stream.js';
import { AlarmKeeper } from './alarm-keeper.js';
import { about, aboutMute, infoOf, kindOf, lifeOf, markOf, newId, reasonOf } from './alarm-words.js';
import { checkSaid, checkSpan, checkStreams, type Said, wrong } from './checked-request.js';
import { Mutes } from './mutes.js';
import { OperatorStore } from './operator-store.js';
import type { AlarmRecord, KindRecord, Line } from './records.js';

/** Those who are told of changes. */
export interface OperatorListener {
  alarmChanged(alarm: AlarmInfo): void;
  alarmForgotten(alarm: AlarmInfo): void;
  quietChanged(): void;
}

export interface OperatorParts {
  stream(name: string): ServedStream | undefined;
  /** An alarm is to go out. */
  tell(note: AlarmNote): void;
  readonly listener: OperatorListener;
  warn(facts: Record<string, unknown>, sentence: string): void;
  /** The time of day, ms. @default Date.now */
  now?(): number;
}

/** What a mute is asked with. */
export interface AskedMute extends Said {
  readonly streams: string;
  readonly channel?: string;
  readonly fromMs?: number;
  readonly untilMs: number;
}

const MOST_MUTES = 1000;
const MOST_KINDS = 1000;

export class Operator {
  readonly #parts: OperatorParts;
  readonly #keeper: AlarmKeeper;
  readonly #mutes = new Mutes();
  readonly #kinds = new Map<string, KindRecord>();
  #store = new OperatorStore(null);
  /** Marks are made one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: OperatorParts) {
    this.#parts = parts;
    const { listener } = parts;
    this.#keeper = new AlarmKeeper({
      stream: (name) => parts.stream(name),
      isMuted: (stream, channel) => this.#mutes.covers(stream, channel, this.#now()),
      tell: (note) => parts.tell(note),
      write: (line) => this.#try(() => this.#store.append(line)),
      changed: (alarm) => listener.alarmChanged(alarm),
      gone: (alarm) => listener.alarmForgotten(alarm),
    });
  }

  /** Reads what an earlier server left. Rejects with SluiceError STATE_IN_USE, and with the system's error. */
  async open(folder: string): Promise<void> {
    this.#store = await OperatorStore.open(folder);
    const { lines, refused } = this.#store.read();
    if (refused > 0)
      this.#parts.warn({ folder, lines: refused }, 'lines of what operators said are refused: they have changed');
    for (const line of lines) this.#fold(line);
    this.#mutes.takeOver(this.#now(), monotonicMs());
    this.#store.compact(this.#lines());
  }

  /** Saved streams are back: alarms of those that are not are over, and so is what was said of their rows. */
  restored(): void {
    for (const { id, stream: name, over } of [...this.#kinds.values()]) {
      const stream = this.#parts.stream(name);
      if (over !== null && (stream === undefined || lifeOf(stream) !== over.life)) this.#kinds.delete(id);
    }
    this.#keeper.restored();
  }

  async sync(): Promise<void> {
    await this.#store.sync();
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#store.close();
  }

  get alarms(): AlarmInfo[] {
    return [...this.#keeper.book.all].map(infoOf);
  }

  get mutes(): Mute[] {
    return this.#mutes.all;
  }

  get kinds(): NormalAlarms[] {
    const kinds = [...this.#kinds.values()].filter(({ over }) => over === null);
    return kinds.map(({ life: _, row: __, over: ___, ...kind }) => kind);
  }

  /** The newest first. */
  audit(most: number): AuditEntry[] {
    return this.#store.audit.newest(most);
  }

  /** Streams that have had an alarm: how many are open, and how many of a mute. */
  counts(): Iterable<readonly [stream: string, open: number, muted: number]> {
    return this.#keeper.book.counts();
  }

  /** What was said of a stream's alarms, for a stream that begins or goes on. */
  marksOf(name: string, token: string): AlarmMark[] {
    const life = lifeOf({ token });
    const alarms = [...this.#keeper.book.all].filter((alarm) => alarm.stream === name && alarm.life === life);
    const said = alarms.flatMap(({ channel, startsAtMs, acknowledgedRow, normalRow }): AlarmMark[] => [
      ...(acknowledgedRow === null
        ? []
        : [{ kind: 'acknowledged', channel, startsAtMs, row: acknowledgedRow } as const]),
      ...(normalRow === null ? [] : [{ kind: 'normal', channel, startsAtMs, row: normalRow } as const]),
    ]);
    const kinds = [...this.#kinds.values()].filter(
      ({ stream, over }) => stream === name && (over === null || over.life === life),
    );
    return [...said, ...kinds.map((kind) => markOf(kind, life))];
  }

  /** A stream has detected something. */
  detected(stream: ServedStream, detection: DetectionFields): void {
    this.#keeper.detected(stream, detection);
  }

  /** The stream is over, and so are its alarms. */
  forgotten(stream: ServedStream): void {
    this.#keeper.forgotten(stream);
  }

  /** About once a second: mutes end, alarms that they covered go out, pictures become whole. */
  tick(): void {
    const over = this.#mutes.takeOver(this.#now(), monotonicMs());
    if (over.length > 0) {
      this.#try(() => this.#store.append(...over.map(({ id }): Line => ({ line: 'mute-over', id }))));
      this.#parts.listener.quietChanged();
    }
    this.#keeper.tick();
    if (this.#store.isLong) this.#try(() => this.#store.compact(this.#lines()));
  }

  /** Somebody sees to an alarm. Rejects with a Refusal, as all below. */
  async acknowledge(id: string, asked: Said, client: string): Promise<void> {
    const said = checkSaid(asked, client);
    this.#keeper.find(id);
    await this.#mark(id, async (alarm, row) => {
      const acknowledged = { ...said, atMs: this.#now() };
      const changed = { ...alarm, acknowledged, acknowledgedRow: alarm.acknowledgedRow ?? row };
      await this.#keep([{ line: 'alarm', alarm: changed }], { ...said, client, deed: 'acknowledged', ...about(alarm) });
    });
  }

  /** An alarm was no fault; `always`: nor will those be that look like it. */
  async callNormal(id: string, asked: Said & { readonly always?: boolean }, client: string): Promise<void> {
    const said = checkSaid(asked, client);
    const { always = false } = asked;
    this.#keeper.find(id);
    if (always && this.#kinds.size >= MOST_KINDS) throw wrong(`${MOST_KINDS} kinds of alarms are normal: forget some`);
    await this.#mark(
      id,
      async (alarm, row, life) => {
        const normal = { ...said, atMs: this.#now(), always: always || (alarm.normal?.always ?? false) };
        const changed = { ...alarm, normal, normalRow: alarm.normalRow ?? (alarm.open ? row : null) };
        const lines: Line[] = [{ line: 'alarm', alarm: changed }];
        if (always) lines.push({ line: 'kind', kind: kindOf(alarm, normal, life, row) });
        await this.#keep(lines, {
          ...said,
          client,
          deed: always ? 'called always normal' : 'called normal',
          ...about(alarm),
        });
      },
      always,
    );
  }

  /** From now, or from `fromMs` on: a maintenance window. */
  async mute(kind: Mute['kind'], asked: AskedMute, client: string): Promise<Mute> {
    const { streams, channel = null, untilMs } = asked;
    const nowMs = this.#now();
    const { fromMs = nowMs } = asked;
    const said = checkSaid(asked, client);
    checkStreams(streams, channel);
    checkSpan(fromMs, untilMs, nowMs);
    if (this.#mutes.count >= MOST_MUTES) throw wrong(`there are ${MOST_MUTES} mutes: end some`);
    const mute: Mute = { id: newId(), kind, streams, channel, fromMs, untilMs, ...said, atMs: nowMs };
    const deed = kind === 'mute' ? 'muted' : 'planned maintenance';
    await this.#inTurn(() => this.#keep([{ line: 'mute', mute }], { ...said, client, deed, ...aboutMute(mute) }));
    return mute;
  }

  async endMute(id: string, asked: Said, client: string): Promise<void> {
    const said = checkSaid(asked, client);
    await this.#inTurn(async () => {
      const mute = this.#mutes.get(id);
      if (mute === undefined) throw new Refusal('UNKNOWN_ALARM', `there is no mute '${id}', or it is over`);
      await this.#keep([{ line: 'mute-over', id }], { ...said, client, deed: 'ended', ...aboutMute(mute) });
    });
  }

  /** Alarms of that kind are alarms again. */
  async forgetNormal(id: string, asked: Said, client: string): Promise<void> {
    const said = checkSaid(asked, client);
    const kind = this.#kinds.get(id);
    if (kind === undefined || kind.over !== null) {
      throw new Refusal('UNKNOWN_ALARM', `there is no kind of normal alarms '${id.slice(0, 64)}'`);
    }
    const { channel, reason } = kind;
    const stream = this.#parts.stream(kind.stream);
    const entry = {
      ...{ ...said, client, deed: 'forgot what is normal' as const },
      ...{ about: `${kind.stream}, ${channel}: ${reason}`, alarm: null, stream: kind.stream },
    };
    await this.#withStream(stream, (row) => {
      const over = stream === undefined || row === null ? null : { life: lifeOf(stream), row };
      const line: Line = over === null ? { line: 'kind-over', id } : { line: 'kind', kind: { ...kind, over } };
      return this.#inTurn(() => this.#keep([line], entry));
    });
  }

  /**
   * `change` writes what is said of an alarm. Where its stream lives, it gets the row from which that counts.
   * `always`: the stream is told though the alarm is over.
   */
  async #mark(
    id: string,
    change: (alarm: AlarmRecord, row: number | null, life: string | null) => Promise<void>,
    always = false,
  ): Promise<void> {
    const alarm = this.#keeper.find(id);
    const stream = this.#parts.stream(alarm.stream);
    const lives = stream !== undefined && (always || (alarm.open && lifeOf(stream) === alarm.life));
    await this.#withStream(lives ? stream : undefined, (row) =>
      this.#inTurn(() => change(this.#keeper.find(id), row, stream === undefined ? null : lifeOf(stream))),
    );
  }

  async #withStream(stream: ServedStream | undefined, write: (row: number | null) => Promise<void>): Promise<void> {
    if (stream === undefined || stream.over) return write(null);
    await markStream(stream, async (row) => {
      await write(row);
      return this.marksOf(stream.name, stream.token);
    });
  }

  /** Writes lines and their entry in the audit trail, for good, and only then goes by them. */
  async #keep(lines: readonly Line[], entry: Omit<AuditEntry, 'number' | 'atMs'>): Promise<void> {
    try {
      await this.#store.keep(lines, { ...entry, atMs: this.#now() });
    } catch (error) {
      throw new Refusal('FAILED', `what was said could not be written: ${reasonOf(error)}`);
    }
    for (const line of lines) this.#take(line);
  }

  #take(line: Line): void {
    if (line.line === 'alarm') return this.#marked(line.alarm);
    this.#fold(line);
    this.#parts.listener.quietChanged();
    if (line.line !== 'kind' && line.line !== 'kind-over') this.tick();
  }

  /** An alarm may have gone on while what was said of it was written: that stays. */
  #marked({ id, acknowledged, acknowledgedRow, normal, normalRow }: AlarmRecord): void {
    const now = this.#keeper.book.get(id);
    if (now !== undefined) this.#keeper.put({ ...now, acknowledged, acknowledgedRow, normal, normalRow });
  }

  #fold(line: Line): void {
    switch (line.line) {
      case 'alarm':
        return void this.#keeper.book.put(line.alarm);
      case 'alarm-over':
        return void this.#keeper.book.remove(line.id);
      case 'mute':
        return this.#mutes.add(line.mute, this.#now(), monotonicMs());
      case 'mute-over':
        return void this.#mutes.remove(line.id);
      case 'kind':
        return void this.#kinds.set(line.kind.id, line.kind);
      case 'kind-over':
        return void this.#kinds.delete(line.id);
      default:
        return line satisfies never;
    }
  }

  #lines(): Line[] {
    return [
      ...[...this.#keeper.book.all].map((alarm): Line => ({ line: 'alarm', alarm })),
      ...this.#mutes.all.map((mute): Line => ({ line: 'mute', mute })),
      ...[...this.#kinds.values()].map((kind): Line => ({ line: 'kind', kind })),
    ];
  }

  /** A full disk must not end the stream that has raised an alarm. */
  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#parts.warn({ reason: reasonOf(error) }, 'the list of alarms could not be written');
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #now(): number {
    return this.#parts.now?.() ?? Date.now();
  }
}
