// The load: offers hops on their schedule, to one stream or many, from a thread that does nothing else. The clock is an
// argument, so that tests can bring their own. The sinks decide where hops go.
import type { LoadPlan } from './plan.js';
import { Schedule } from './schedule.js';

/** Where one stream's hops go. */
export interface HopSink {
  /** Offers a hop that was due at `dueAtMs`, ms since the epoch. False: there is no room for it, it is dropped. */
  put(hop: number, dueAtMs: number): boolean;
  /** No hop follows. Resolves when all that were offered have arrived. */
  end(): Promise<void>;
}

export interface LoadClock {
  /** Ms since the epoch. */
  now(): number;
  /** Blocks, or resolves, after about so many ms. */
  sleep(ms: number): void | Promise<void>;
}

/** Hops that all streams were offered, and those of them that found no room. */
export interface Offered {
  readonly offered: number;
  readonly refused: number;
}

/** The first hop is not due before everything has started. */
const LEAD_MS = 5;

/**
 * Offers all hops. If the thread is late, all hops that are due are sent at once, each with the time at which it was
 * due.
 */
export async function generate(plan: LoadPlan, sinks: readonly HopSink[], clock: LoadClock): Promise<Offered> {
  const { hopMs, burstHops, hops, phases, rampMs } = plan;
  const schedules = sinks.map((_, i) => {
    const rampHops = Math.floor((rampMs * i) / sinks.length / hopMs);
    return new Schedule({ hopMs, burstHops, phaseMs: hopMs * (rampHops + (i % phases) / phases) });
  });
  const next = new Float64Array(sinks.length);
  const startMs = clock.now() + LEAD_MS;
  let refused = 0;
  for (let soonestMs = 0; soonestMs < Number.POSITIVE_INFINITY; ) {
    const elapsedMs = clock.now() - startMs;
    soonestMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < sinks.length; i++) {
      const schedule = schedules[i] as Schedule;
      const due = Math.min(hops, schedule.dueBy(elapsedMs));
      let hop = next[i] as number;
      for (; hop < due; hop++) {
        if (!(sinks[i] as HopSink).put(hop, startMs + schedule.dueMs(hop))) refused++;
      }
      next[i] = hop;
      if (hop < hops) soonestMs = Math.min(soonestMs, schedule.dueMs(hop));
    }
    const aheadMs = startMs + soonestMs - clock.now();
    if (aheadMs > 0 && aheadMs < Number.POSITIVE_INFINITY) await clock.sleep(aheadMs);
  }
  await Promise.all(sinks.map((sink) => sink.end()));
  return { offered: hops * sinks.length, refused };
}
