// The intake of a shared source: what goes in comes out in the branch of every stream. A capture thread that borrows it
// gets the intakes of all streams and writes to each of them itself, so that this thread is not in the way.
import type { IntakePort, JoinMessage } from '../ring/capture-port.js';
import { Branch } from './branch.js';
import type { Intake, SourceEvent, SourceFormat } from './source.js';

export class FanOut implements Intake {
  readonly #live: boolean;
  /** In the order in which the capture thread has them, where one does. */
  readonly #branches: Branch[] = [];
  /** Samples of a live source that may wait for a stream, beside a block. */
  #mostSamples = 0;
  #ended = false;
  /** Tells the capture thread who joins and leaves. */
  #members: MessagePort | undefined;
  /** Why no samples come at present: streams that join later are told too. */
  #pause: SourceEvent | undefined;
  #waiting: Array<() => void> = [];

  constructor(live: boolean) {
    this.#live = live;
  }

  /** Live sound waits for a slow stream for a second. Rows do not wait: each is a gap of its own. */
  opened({ sampleRate, channels }: SourceFormat): void {
    if (this.#live && channels === undefined) this.#mostSamples = sampleRate;
  }

  /** A stream gets what comes from now on, until the signal aborts. */
  join(intake: Intake, signal: AbortSignal): Branch {
    const most = this.#live ? this.#mostSamples : Number.POSITIVE_INFINITY;
    const branch = new Branch(intake, signal, most, () => this.#wake());
    if (this.#pause !== undefined) intake.report(this.#pause);
    if (this.#ended) branch.end();
    this.#branches.push(branch);
    if (this.#members !== undefined) {
      const into = intake.lend();
      this.#members.postMessage({ kind: 'join', into } satisfies JoinMessage, [...into.transfer]);
    }
    this.#wake();
    return branch;
  }

  leave(branch: Branch): void {
    const at = this.#branches.indexOf(branch);
    this.#branches.splice(at, 1);
    this.#members?.postMessage({ kind: 'leave', at } satisfies JoinMessage);
    this.#wake();
  }

  /** Nothing follows. */
  end(): void {
    this.#ended = true;
    this.#members?.close();
    this.#members = undefined;
    for (const branch of this.#branches) branch.end();
  }

  push(samples: Float32Array, from = 0, to = samples.length, cameAtMs?: number): number {
    if (!this.#live && !this.#hasRoom()) return 0;
    for (const branch of this.#branches) branch.push(samples, from, to, cameAtMs);
    return to - from;
  }

  ready(): Promise<void> {
    if (this.#live || this.#hasRoom()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  lose(samples: number, skipped?: boolean): void {
    for (const branch of this.#branches) branch.lose(samples, skipped);
  }

  lend(): IntakePort {
    const { port1, port2 } = new MessageChannel();
    const ports = this.#branches.map(({ intake }) => intake.lend());
    this.#members = port1;
    return { kind: 'several', ports, members: port2, transfer: [port2, ...ports.flatMap(({ transfer }) => transfer)] };
  }

  report(event: SourceEvent): void {
    if (event.kind === 'resumed') this.#pause = undefined;
    else if (event.kind !== 'warning' && event.kind !== 'device-changed') this.#pause = event;
    for (const { intake } of this.#branches) intake.report(event);
  }

  /** A source that is not live goes on when no stream has anything left to take; with no stream it waits for one. */
  #hasRoom(): boolean {
    return this.#ended || (this.#branches.length > 0 && this.#branches.every(({ empty }) => empty));
  }

  #wake(): void {
    if (!this.#hasRoom()) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
