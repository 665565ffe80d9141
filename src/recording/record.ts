// Records a stream: its samples, from the next hop on, as the bytes of a file.

import { now } from '../clock.js';
import type { LinkOptions } from '../engine/main/engine.js';
import type { StreamLink } from '../engine/main/stream-link.js';
import { modelChecksum } from '../model/checksum.js';
import type { Model } from '../model/model.js';
import { RecordingWriter, type WriteBytes } from './writer.js';

/**
 * Ends a recording. Resolves when its last bytes are written. It may be called twice, or after the stream has ended.
 */
export type StopRecording = () => Promise<void>;

/** What a recording stores about its stream. */
export interface Recorded {
  readonly model: Model;
  readonly options: Pick<LinkOptions, 'sampleRate' | 'live' | 'gate' | 'onGap'>;
  /** Name of the source. */
  readonly source: string;
}

/** Rejects as `StreamLink.record`. */
export async function recordLink(
  link: StreamLink,
  { model, options, source }: Recorded,
  write: WriteBytes,
): Promise<StopRecording> {
  const { sampleRate, live, gate, onGap } = options;
  const named = (one: Model) => ({ name: one.name, checksum: modelChecksum(one) });
  let writer: RecordingWriter | null = null;
  await link.record({
    begin(snapshot) {
      const gating = gate === null ? null : named(gate.model as Model);
      const head = { sampleRate, source, live, startedAtMs: now(), model: named(model), gate: gating, onGap };
      writer = new RecordingWriter(write, head, snapshot);
    },
    samples: (samples, capturedAtMs) => writer?.samples(samples, capturedAtMs),
    missing: (samples, skipped) => writer?.missing(samples, skipped),
    end: (reason) => writer?.end(reason),
  });
  return () => link.stopRecording();
}
