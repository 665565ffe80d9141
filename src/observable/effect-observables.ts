// What an effect in a page tells: how much of the render thread it takes, and what went wrong.
import { type Observable, ReplaySubject, Subject } from 'rxjs';
import type { EffectCounters } from '../effects/renderer.js';
import type { EffectReport } from '../effects/worklet-port.js';
import { Histogram } from './histogram.js';

/** The statistics of an effect. Counters are those since it was opened. */
export interface EffectStats extends Readonly<EffectCounters> {
  /** Share of a render quantum's time that the effect takes, on average over the last quarter of a second. */
  readonly load: number;
  /** How long a render quantum lasts, ms. */
  readonly quantumMs: number;
  /** How long the effect takes for one, ms, since it was opened: in whole milliseconds where `clock` is coarse. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly worstMs: number;
  /** `coarse`: the browser gives the render thread a clock of milliseconds. `load` is right on average all the same. */
  readonly clock: 'fine' | 'coarse';
  /** Render quanta. */
  readonly quanta: number;
  /** Those for which the effect took longer than they last. */
  readonly late: number;
  /**
   * Times that the device ran out of samples since the context began, where the browser tells it (`playbackStats` of
   * the context); else those of `late`.
   */
  readonly underruns: number;
}

/** What happened. `message` is a sentence for people. */
export interface EffectEvent {
  readonly kind: 'fault' | 'replaced' | 'clipped' | 'clamped';
  /** How often since the last event of this kind. */
  readonly count: number;
  readonly message: string;
}

const SENTENCES: Readonly<Record<EffectEvent['kind'], string>> = {
  fault: 'The effect gave no number, or one far above full scale: it is silent for 50 ms, and begins from rest',
  replaced: 'Input samples were no numbers: zeros took their place',
  clipped: 'Output samples are beyond full scale, and the device clips them',
  clamped: 'A knob is out of its range: it stands at its end',
};

const COUNTERS = { fault: 'faults', replaced: 'replaced', clipped: 'clipped', clamped: 'clamped' } as const;
const KINDS = Object.keys(COUNTERS) as EffectEvent['kind'][];
/** These go on for long: they are told when they begin. */
const ONCE: readonly EffectEvent['kind'][] = ['clipped', 'clamped'];

/** What an effect tells while it plays. */
export interface EffectTellings {
  /** Four times a second while the context runs. */
  readonly stats$: Observable<EffectStats>;
  readonly events$: Observable<EffectEvent>;
}

export class EffectObservables implements EffectTellings {
  readonly #stats = new ReplaySubject<EffectStats>(1);
  readonly #events = new Subject<EffectEvent>();
  readonly #histogram = new Histogram();
  readonly #quantumMs: number;
  readonly #deviceUnderruns: () => number | undefined;
  #late = 0;
  #told: Readonly<EffectCounters> = { faults: 0, replaced: 0, clipped: 0, clamped: 0 };

  /** `deviceUnderruns`: what the browser says of them; undefined where it says nothing. */
  constructor(quantumMs: number, deviceUnderruns: () => number | undefined) {
    this.#quantumMs = quantumMs;
    this.#deviceUnderruns = deviceUnderruns;
  }

  get stats$(): Observable<EffectStats> {
    return this.#stats.asObservable();
  }

  get events$(): Observable<EffectEvent> {
    return this.#events.asObservable();
  }

  report({ durations, quanta, fine, faults, replaced, clipped, clamped }: EffectReport): void {
    let sum = 0;
    // a coarse clock shows a millisecond more or less
    const lateMs = this.#quantumMs + (fine ? 0 : 1);
    for (const ms of durations.subarray(0, quanta)) {
      this.#histogram.record(ms);
      sum += ms;
      if (ms > lateMs) this.#late++;
    }
    const { count, ...percentiles } = this.#histogram.percentiles();
    const { p90Ms: _, ...times } = percentiles;
    const counters = { faults, replaced, clipped, clamped };
    this.#stats.next({
      load: quanta === 0 ? 0 : sum / (quanta * this.#quantumMs),
      quantumMs: this.#quantumMs,
      ...times,
      clock: fine ? 'fine' : 'coarse',
      quanta: count,
      late: this.#late,
      underruns: this.#deviceUnderruns() ?? this.#late,
      ...counters,
    });
    this.#tell(counters);
  }

  fail(error: unknown): void {
    this.#stats.error(error);
    this.#events.error(error);
  }

  end(): void {
    this.#stats.complete();
    this.#events.complete();
  }

  #tell(counters: Readonly<EffectCounters>): void {
    for (const kind of KINDS) {
      const [before, after] = [this.#told[COUNTERS[kind]], counters[COUNTERS[kind]]];
      if (after > before && !(before > 0 && ONCE.includes(kind)))
        this.#events.next({ kind, count: after - before, message: SENTENCES[kind] });
    }
    this.#told = counters;
  }
}
