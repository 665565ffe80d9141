// Reads many clips at a time in bounded memory. A small file can hold hours of silence, and nothing tells before it is
// decoded: what turns out to be long is left, and read again by itself when its turn comes.
import { SluiceError } from '../../errors.js';
import { type Audio, type ReadAudioOptions, TooLong } from '../../sound/whole-sound.js';
import { readAudio } from '../audio-file.js';

/** Samples of a clip that may be read beside others: 4 minutes at 16 kHz, 16 MiB. */
const SHORT = 2 ** 22;
/** Samples of all clips together, as they are kept: 37 hours at 16 kHz, 8 GiB. */
const MOST_TOGETHER = 2 ** 31;

export class ClipReader {
  readonly #readWhole: typeof readAudio;
  #last: Promise<unknown> = Promise.resolve();
  #kept = 0;

  /** `readWhole`: for tests. */
  constructor(readWhole: typeof readAudio = readAudio) {
    this.#readWhole = readWhole;
  }

  /** Rejects as `readAudio`: also a long file is held whole, up to its bound. */
  async read(path: string, options: ReadAudioOptions): Promise<Audio> {
    try {
      return await this.#readWhole(path, { ...options, maxSamples: Math.min(SHORT, options.maxSamples ?? SHORT) });
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
    }
    const turn = this.#last.then(() => this.#readWhole(path, options));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Counts what is kept of a clip. Throws SluiceError DATA_UNUSABLE where all together are too much. */
  keep(samples: number): void {
    this.#kept += samples;
    if (this.#kept <= MOST_TOGETHER) return;
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot use the clips: all together they have more than ${MOST_TOGETHER} samples, which is all that is held (--exclude leaves files out)`,
    );
  }
}
