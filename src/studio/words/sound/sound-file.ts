// A sound file becomes mono samples and a report of what was recognised. Files are read as `sluice run` reads them, so
// that the predictions are the same; what that cannot read is given to the browser's decoders.
import { decodeAudio } from 'sluice';
import type { ShownReport } from '../../shared/format-notice.js';
import type { Sound } from './sound.js';

/** The file is not a sound, or holds none. The message is a sentence. */
export class NotSound extends Error {}

/** A sound and what was recognised. */
export interface DecodedSound {
  readonly sound: Sound;
  readonly report: ShownReport;
}

/** Rejects with NotSound. */
export async function decodeSound(file: Blob, name: string): Promise<DecodedSound> {
  try {
    const sound = await decodeAudio(new Uint8Array(await file.arrayBuffer()), name);
    return { sound, report: sound.report };
  } catch (cause) {
    throw new NotSound(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
