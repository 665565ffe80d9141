// Samples at hand come in as if from a device: at real speed by a schedule, or as fast as the stream takes them.
import { now } from '../clock.js';
import { type Clock, platformClock } from './clock.js';
import type { Intake, Source } from './source.js';

/**
 * `real-time`: as a live source would give them, dropped where there is no room. `fast`: held back until there is room.
 */
export type ReplayPace = 'real-time' | 'fast';

/** How samples are replayed. */
export interface ReplayOptions {
  /** Of the samples, in Hz. */
  readonly sampleRate: number;
  /** @default 'fast' */
  readonly pace?: ReplayPace;
  /** Samples a push. @default 10 ms of them in real time, 4096 otherwise */
  readonly blockSamples?: number;
  /** Whether to begin again at the end, for ever. @default false */
  readonly loop?: boolean;
  /** For people. @default 'replay' */
  readonly name?: string;
  /** The clock of the schedule. @default the platform's */
  readonly clock?: Clock;
}

/**
 * A source of the samples given. Throws a RangeError for options out of range. The samples are not copied: leave them
 * as they are.
 */
export function replay(samples: Float32Array, options: ReplayOptions): Source {
  const { sampleRate, pace = 'fast', loop = false, name = 'replay', clock = platformClock } = options;
  const blockSamples = options.blockSamples ?? usualBlock(pace, sampleRate);
  if (!(sampleRate > 0 && sampleRate < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Cannot replay: 'sampleRate' must be above 0: received ${sampleRate}`);
  }
  if (!Number.isInteger(blockSamples) || blockSamples < 1) {
    throw new RangeError(`Cannot replay: 'blockSamples' must be a whole number above 0: received ${blockSamples}`);
  }
  if (pace !== 'fast' && pace !== 'real-time') {
    throw new RangeError(`Cannot replay: 'pace' must be 'fast' or 'real-time': received ${pace}`);
  }
  return {
    name,
    live: pace === 'real-time',
    async open(signal) {
      signal.throwIfAborted();
      return { sampleRate };
    },
    async feed(intake, signal) {
      if (samples.length === 0) return;
      const put = pacedPut(pace, intake, signal, sampleRate, clock);
      do {
        for (let from = 0; from < samples.length && !signal.aborted; from += blockSamples) {
          await put(samples, from, Math.min(from + blockSamples, samples.length));
        }
      } while (loop && !signal.aborted);
    },
  };
}

/** Puts a stretch of samples into an intake. */
export type Put = (samples: Float32Array, from: number, to: number) => Promise<void>;

/** How samples at hand go in: held back until there is room, or by the schedule of `sampleRate`, which begins now. */
export function pacedPut(
  pace: ReplayPace,
  intake: Intake,
  signal: AbortSignal,
  sampleRate: number,
  clock: Clock = platformClock,
): Put {
  return pace === 'fast' ? holding(intake, signal) : scheduled(intake, signal, sampleRate, clock);
}

/** Samples a push: 10 ms of them in real time, 4096 otherwise. */
export function usualBlock(pace: ReplayPace, sampleRate: number): number {
  return pace === 'fast' ? 4096 : Math.max(1, Math.round(sampleRate / 100));
}

function holding(intake: Intake, signal: AbortSignal): Put {
  return async (samples, from, to) => {
    let at = from;
    while (at < to && !signal.aborted) {
      at += intake.push(samples, at, to);
      if (at < to && !signal.aborted) await intake.ready();
    }
  };
}

/**
 * Block n goes in when its last sample would have been captured, start + samples so far / rate: lateness of one does
 * not move the next. What finds no room has as long as the block lasts to get in, and is dropped then.
 */
function scheduled(intake: Intake, signal: AbortSignal, sampleRate: number, clock: Clock): Put {
  const startMs = clock.now();
  let played = 0;
  return async (samples, from, to) => {
    played += to - from;
    const dueMs = startMs + (played / sampleRate) * 1000;
    const aheadMs = dueMs - clock.now();
    if (aheadMs > 0) await clock.sleep(aheadMs, signal);
    if (signal.aborted) return;
    const cameAtMs = now();
    const lastMs = clock.now() + ((to - from) / sampleRate) * 1000;
    let at = from + intake.push(samples, from, to, cameAtMs);
    while (at < to && (await roomBefore(lastMs, intake, signal, clock))) at += intake.push(samples, at, to, cameAtMs);
    if (at < to) intake.lose(to - at);
  };
}

/** Whether there is room before the clock says `lastMs`. */
async function roomBefore(lastMs: number, intake: Intake, signal: AbortSignal, clock: Clock): Promise<boolean> {
  const leftMs = lastMs - clock.now();
  if (signal.aborted || leftMs <= 0) return false;
  const found = new AbortController();
  const outOfTime = clock.sleep(leftMs, AbortSignal.any([signal, found.signal])).then(() => false);
  const inTime = await Promise.race([intake.ready().then(() => true), outOfTime]);
  found.abort();
  return inTime && !signal.aborted;
}
