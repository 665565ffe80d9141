// A recording as a source: the same samples and gaps, if wanted at the same times.
import { type Clock, platformClock } from '../source/clock.js';
import type { Intake, Source } from '../source/source.js';
import { type RecordedBlock, type Recording, readRecording } from './reader.js';

export interface ReplayRecordingOptions {
  /**
   * Whether blocks come at the pace at which they were captured, instead of as fast as the stream takes them.
   * @default false
   */
  readonly timing?: boolean;
  /** The clock for the schedule. @default the platform's */
  readonly clock?: Clock;
}

/**
 * A source that replays a recording. It is not live, so no sample is dropped or skipped. With the recorded stream's
 * model, gate and `onGap`, and opened with the recording's `snapshot`, a stream gives the recorded stream's predictions
 * to the bit. If the recording is cut short, `events$` says so. Throws SluiceError RECORDING_UNREADABLE.
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

/** Waits until a block is due: as long after the first block as it was captured after it. */
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
