// Who watches alarms. A watch is told of the alarms of streams that match, of the mutes and of what is normal: all at
// first, then each change.
import type { WatchAlarmsMessage } from '../../protocol/client-messages.js';
import { patternTest } from '../../protocol/names.js';
import type { AlarmInfo } from '../../protocol/operator.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { Operator, OperatorListener } from '../operator/operator.js';

/** The connection that watches. */
export interface AlarmWatcher {
  tell(message: ServerMessage): void;
}

interface AlarmWatch {
  readonly watcher: AlarmWatcher;
  readonly number: number;
  readonly fits: (stream: string) => boolean;
}

export class AlarmWatching implements OperatorListener {
  readonly #operator: () => Operator;
  #watches: AlarmWatch[] = [];

  constructor(operator: () => Operator) {
    this.#operator = operator;
  }

  get count(): number {
    return this.#watches.length;
  }

  begin(watcher: AlarmWatcher, { watch: number, pattern }: WatchAlarmsMessage): void {
    const watch = { watcher, number, fits: patternTest(pattern) };
    this.#watches.push(watch);
    watcher.tell({ kind: 'quiet', watch: number, ...this.#quiet() });
    for (const alarm of this.#operator().alarms) {
      if (watch.fits(alarm.stream)) watcher.tell({ kind: 'alarm', watch: number, alarm });
    }
  }

  /** Ends a watch of a connection; `number` null: all of them. Returns how many there were. */
  end(watcher: AlarmWatcher, number: number | null): number {
    const before = this.#watches.length;
    this.#watches = this.#watches.filter(
      (watch) => watch.watcher !== watcher || (number !== null && watch.number !== number),
    );
    return before - this.#watches.length;
  }

  alarmChanged(alarm: AlarmInfo): void {
    for (const { watcher, number, fits } of this.#watches) {
      if (fits(alarm.stream)) watcher.tell({ kind: 'alarm', watch: number, alarm });
    }
  }

  alarmForgotten({ stream, id }: AlarmInfo): void {
    for (const { watcher, number, fits } of this.#watches) {
      if (fits(stream)) watcher.tell({ kind: 'alarm-gone', watch: number, alarm: id });
    }
  }

  quietChanged(): void {
    for (const { watcher, number } of this.#watches) {
      watcher.tell({ kind: 'quiet', watch: number, ...this.#quiet() });
    }
  }

  #quiet() {
    const { mutes, kinds } = this.#operator();
    return { mutes, normal: kinds };
  }
}
