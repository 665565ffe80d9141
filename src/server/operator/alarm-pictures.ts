// Which alarms' pictures lack rows that are to come. A few are drawn at a time, in turn: however many alarms begin at
// once, the server's thread has other work.
import type { AlarmPicture } from '../../protocol/operator.js';
import type { ServedStream } from '../streams/served-stream.js';
import { lifeOf } from './alarm-words.js';
import { isWhole, newerPicture } from './pictures.js';
import type { AlarmRecord } from './records.js';

/** Pictures that are drawn at a time. */
const AT_ONCE = 20;

export class AlarmPictures {
  /** By id: the predictions of its stream when it was last looked at. The one that waits longest comes first. */
  readonly #wanting = new Map<string, number>();

  /** An alarm has begun or ended: its picture lacks rows. */
  wants(id: string): void {
    this.#wanting.set(id, Number.NaN);
  }

  /** Returns whether it lacked rows. `isSo` false: it is left as it is. */
  forget(id: string, isSo = true): boolean {
    return isSo && this.#wanting.delete(id);
  }

  /** Those that are to be drawn now. */
  next(): string[] {
    return [...this.#wanting.keys()].slice(0, AT_ONCE);
  }

  /** The picture with the rows that have come. Of an alarm that is over, they are waited for while rows come. */
  draw(alarm: AlarmRecord, stream: ServedStream): AlarmPicture | null {
    const { id, picture, open } = alarm;
    const before = this.#wanting.get(id);
    this.#wanting.delete(id);
    if (lifeOf(stream) !== alarm.life) return picture;
    const newer = before === stream.predictions ? picture : newerPicture(alarm, stream);
    const isStill = before === stream.predictions && !open;
    if (!isStill && !(newer !== null && isWhole(newer, alarm.startsAtMs))) this.#wanting.set(id, stream.predictions);
    return newer;
  }
}
