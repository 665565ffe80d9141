// Sound from a stream of bytes, such as standard input, in whatever container it comes: `sox talk.ogg -t wav
// - | sluice run -`.
import type { RawLayout } from '../sound/containers/raw.js';
import { checkMonoOptions, type MonoOptions, MonoSound } from '../sound/mono-sound.js';
import type { Source } from '../source/source.js';
import { type ByteStream, chunksUntil } from './byte-stream.js';
import { nodeCodecs } from './packages/codecs.js';
import { soundSource } from './sound-source.js';

export interface AudioStreamOptions extends MonoOptions {
  /** What the bytes are where no container is recognised. @default such bytes are refused */
  readonly raw?: RawLayout;
  /** For people. @default 'stream' */
  readonly name?: string;
}

/**
 * Sound in any container that is read here, from a stream of bytes, which is held back where there is no room.
 * Opening waits for the container's beginning, and rejects with AUDIO_UNREADABLE. A stream that can be
 * destroyed is destroyed when the source is done. Throws a RangeError for options out of range.
 */
export function audioStream(readable: ByteStream, options: AudioStreamOptions = {}): Source {
  const { name = 'stream', ...reading } = options;
  checkMonoOptions(reading);
  let stop: () => void = () => undefined;
  const source = soundSource({
    name,
    pace: 'fast',
    async open(signal) {
      stop = () => {
        readable.destroy?.();
      };
      signal.addEventListener('abort', stop);
      return MonoSound.open(chunksUntil(readable, signal), { name, codecs: nodeCodecs, ...reading }).catch(
        (error: unknown) => {
          // A stream that is destroyed in the middle of reading says so with an error.
          signal.throwIfAborted();
          throw error;
        },
      );
    },
  });
  return {
    ...source,
    async feed(intake, signal) {
      try {
        await source.feed(intake, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        signal.removeEventListener('abort', stop);
        readable.destroy?.();
      }
    },
  };
}
