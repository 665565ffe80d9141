// A recording as a source: the same samples, the same gaps, and if wanted at the same times.
import { type Clock, platformClock } from '../source/clock.js';
import type { Intake, Source } from '../source/source.js';
import { type RecordedBlock, type Recording, readRecording } from './reader.js';

export interface ReplayRecordingOptions {
  /** Whether blocks come at the times at which they were captured, rather than as fast as the stream takes them. @default false */
  readonly timing?: boolean;
  /** Of the schedule. @default the platform's */
  readonly clock?: Clock;
}

/**
 * A source of what was recorded. It is never live: nothing of it is lost, so that the predictions are those of the stream that was recorded, to the
 * bit, where model, gate and `onGap` are its own and the stream is opened with the recording's `snapshot`. Throws SluiceError
 * RECORDING_UNREADABLE. A recording that is cut short is said to be so on `events$`.
 */
export function replayRecording(recording: Uint8Array | Recording, options: ReplayRecordingOptions = {}): Source {
  const { head, blocks, cut } = recording instanceof Uint8Array ? readRecording(recording) : recording;
  const { timing = false, clock = platformClock } = options;
  return {
    name: head.source,
    live: false,
    async open(signal) {
      signal.throwIfAborted();
      return { sampleRate: head.sampleRate };
    },
    async feed(intake, signal) {
      if (cut !== null)
        intake.report({ kind: 'warning', message: `The recording of ${head.source} is not whole: ${cut}` });
      const due = timing ? schedule(blocks, clock) : null;
      for (const block of blocks) {
        if (signal.aborted) return;
        await due?.(block, signal);
        if (block.kind !== 'samples') intake.lose(block.samples, block.kind === 'skipped');
        else await put(block.samples, intake, signal);
      }
    },
  };
}

async function put(samples: Float32Array, intake: Intake, signal: AbortSignal): Promise<void> {
  for (let at = 0; at < samples.length && !signal.aborted; ) {
    at += intake.push(samples, at);
    if (at < samples.length) await intake.ready();
  }
}

/** Waits until a block is due: as long after the first one as when they were captured. */
function schedule(
  blocks: readonly RecordedBlock[],
  clock: Clock,
): (block: RecordedBlock, signal: AbortSignal) => Promise<void> {
  const first = blocks.find((block) => block.kind === 'samples' && Number.isFinite(block.capturedAtMs));
  const startMs = clock.now();
  return async (block, signal) => {
    if (block.kind !== 'samples' || first?.kind !== 'samples') return;
    const aheadMs = startMs + (block.capturedAtMs - first.capturedAtMs) - clock.now();
    if (aheadMs > 0) await clock.sleep(aheadMs, signal);
  };
}
