// The alarms of all streams as they come and go: which are listed, which go to the outlets, and their pictures. What an
// operator says of them is not decided here.
import { levelOf } from '../../model/severity-level.js';
import { Refusal } from '../../protocol/closing.js';
import type { AlarmInfo } from '../../protocol/operator.js';
import type { DetectionFields } from '../../protocol/server-frames.js';
import { type AlarmNote, isPast, noteOf } from '../outlets/alarm-note.js';
import type { ServedStream } from '../streams/served-stream.js';
import { AlarmBook } from './alarm-book.js';
import { AlarmPictures } from './alarm-pictures.js';
import { detectionOf, infoOf, lifeOf } from './alarm-words.js';
import { pictureOf } from './pictures.js';
import type { AlarmRecord, Line } from './records.js';

export interface AlarmKeeperParts {
  stream(name: string): ServedStream | undefined;
  /** Whether a mute covers the channel now. */
  isMuted(stream: string, channel: string | null): boolean;
  /** An alarm is to go out. */
  tell(note: AlarmNote): void;
  /** Before anything else is done with it. Does not throw. */
  write(line: Line): void;
  changed(alarm: AlarmInfo): void;
  gone(alarm: AlarmInfo): void;
}

export class AlarmKeeper {
  readonly book = new AlarmBook();
  readonly #parts: AlarmKeeperParts;
  readonly #pictures = new AlarmPictures();

  constructor(parts: AlarmKeeperParts) {
    this.#parts = parts;
  }

  /** Throws Refusal UNKNOWN_ALARM. */
  find(id: string): AlarmRecord {
    const alarm = this.book.get(id);
    if (alarm !== undefined) return alarm;
    throw new Refusal('UNKNOWN_ALARM', `there is no alarm '${id.slice(0, 64)}', or it was too long ago`);
  }

  /** Saved streams are back: alarms of those that are not are over. */
  restored(): void {
    for (const alarm of [...this.book.all]) {
      const stream = this.#parts.stream(alarm.stream);
      if (!alarm.open) continue;
      if (stream === undefined || lifeOf(stream) !== alarm.life) this.put({ ...alarm, open: false });
      else this.#pictures.wants(alarm.id);
    }
  }

  /** A stream has detected something. */
  detected(stream: ServedStream, detection: DetectionFields): void {
    const { name, token, openMessage } = stream;
    const { channel = null, open } = detection;
    const past = isPast(openMessage, detection);
    const note = noteOf(name, token, detection);
    if (channel === null || open === undefined) {
      if (!past && !this.#parts.isMuted(name, channel)) this.#parts.tell(note);
    } else if (open) this.#began(stream, note, channel, past);
    else this.#ended(stream, note, past);
  }

  /** The stream is over, and so are its alarms. */
  forgotten(stream: ServedStream): void {
    for (const alarm of [...this.book.all]) {
      const isDrawn = this.#pictures.forget(alarm.id, alarm.stream === stream.name);
      if (alarm.stream !== stream.name || !(alarm.open || isDrawn)) continue;
      this.put({ ...alarm, picture: this.#pictures.draw(alarm, stream), open: false });
    }
    this.book.forgetStream(stream.name);
  }

  /** Looks after alarms that last: what was muted and is no more goes out. Some pictures get the rows that have come. */
  tick(): void {
    for (const alarm of [...this.book.all]) if (alarm.open) this.#look(alarm);
    for (const id of this.#pictures.next()) {
      const alarm = this.book.get(id);
      const stream = alarm === undefined ? undefined : this.#parts.stream(alarm.stream);
      if (alarm === undefined || stream === undefined) {
        this.#pictures.forget(id);
        continue;
      }
      const picture = this.#pictures.draw(alarm, stream);
      if (picture?.timesMs.at(-1) !== alarm.picture?.timesMs.at(-1)) this.put({ ...alarm, picture });
    }
  }

  /** An alarm is new or has changed: it is written before its stream's state can be on the disk. */
  put(alarm: AlarmRecord): void {
    this.#parts.write({ line: 'alarm', alarm });
    const gone = this.book.put(alarm);
    this.#parts.changed(infoOf(alarm));
    for (const one of gone) this.#remove(one);
  }

  #began(stream: ServedStream, note: AlarmNote, channel: string, past: boolean): void {
    const { name } = stream;
    const { id, startsAtMs, endsAtMs, severity, value, expected, spread } = note;
    this.#pictures.wants(id);
    const known = this.book.get(id);
    if (known !== undefined) {
      if (known.told) this.#parts.tell({ ...note, group: known.group }); // it is told once, whoever asks
      return;
    }
    const [reason, why] = [note.reason ?? '', note.why ?? ''];
    const group = this.book.groupFor({ id, stream: name, startsAtMs, past });
    const muted = this.#parts.isMuted(name, channel);
    const apart = value === null || expected === null ? null : value - expected;
    this.put({
      ...{ id, stream: name, channel, level: levelOf(severity ?? 0), severity, reason, why, value, expected, spread },
      ...{ startsAtMs, endsAtMs, open: true, group, muted, past, acknowledged: null, normal: null },
      ...{ picture: pictureOf(stream, channel, startsAtMs), life: lifeOf(stream), told: !muted && !past },
      ...{ first: { reason, value, apart, severity: severity ?? 0 }, acknowledgedRow: null, normalRow: null },
    });
    if (!muted && !past) this.#parts.tell({ ...note, group });
  }

  #ended(stream: ServedStream, note: AlarmNote, past: boolean): void {
    const known = this.book.get(note.id);
    if (known === undefined) {
      if (!past && !this.#parts.isMuted(stream.name, note.channel)) this.#parts.tell(note);
      return;
    }
    if (known.told) this.#parts.tell({ ...note, group: known.group });
    if (!known.open) return;
    if (past) return this.#remove(known);
    const { endsAtMs, severity, value, expected, spread } = note;
    const words = { reason: note.reason ?? known.reason, why: note.why ?? known.why, level: levelOf(severity ?? 0) };
    this.put({ ...known, ...words, endsAtMs, severity, value, expected, spread, open: false });
    this.#pictures.wants(known.id); // rows may come after what is told of them
  }

  #look(alarm: AlarmRecord): void {
    const muted = this.#parts.isMuted(alarm.stream, alarm.channel);
    const stream = this.#parts.stream(alarm.stream);
    const goesOut = stream !== undefined && !muted && !alarm.told && !alarm.past && alarm.normal === null;
    if (muted === alarm.muted && !goesOut) return;
    const changed = { ...alarm, muted, told: alarm.told || goesOut };
    this.put(changed);
    if (!goesOut) return;
    this.#parts.tell({ ...noteOf(stream.name, stream.token, detectionOf(changed)), group: alarm.group });
  }

  #remove(alarm: AlarmRecord): void {
    this.#parts.write({ line: 'alarm-over', id: alarm.id });
    this.book.remove(alarm.id);
    this.#pictures.forget(alarm.id);
    this.#parts.gone(infoOf(alarm));
  }
}
