// Raw PCM from a stream of bytes, such as standard input: `arecord -t raw | sluice run -`, or
// `ffmpeg ... -f s16le - | sluice run -`.
import { PcmDecoder, type PcmFormat } from '../source/pcm.js';
import { SampleCheck } from '../source/sample-check.js';
import type { Intake, Source } from '../source/source.js';
import { WaitingBlocks } from '../source/waiting-blocks.js';
import { type ByteStream, chunksUntil } from './byte-stream.js';

/** What the bytes mean. */
export interface PcmOptions {
  /** Of the samples, in Hz. */
  readonly sampleRate: number;
  /** @default 's16le' */
  readonly format?: PcmFormat;
  /** Interleaved channels; they are mixed to mono. @default 1 */
  readonly channels?: number;
  /**
   * Whether the writer of the bytes does not wait, as a microphone does not. What finds no room then waits here, a
   * second of samples and the longest chunk at most; more is dropped, and over `maxLatencyMs` samples are skipped.
   * Otherwise the writer is held back. @default false
   */
  readonly live?: boolean;
  /** For people. @default 'PCM' */
  readonly name?: string;
}

/**
 * Raw PCM from any stream of bytes. A stream that can be destroyed is destroyed when the source is done. Throws a RangeError for
 * options out of range.
 */
export function pcm(readable: ByteStream, options: PcmOptions): Source {
  const { sampleRate, format = 's16le', channels = 1, live = false, name = 'PCM' } = options;
  if (!(sampleRate > 0 && sampleRate < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Cannot read PCM: 'sampleRate' must be above 0: received ${sampleRate}`);
  }
  const decoder = new PcmDecoder({ format, channels });
  return {
    name,
    live,
    async open(signal) {
      signal.throwIfAborted();
      return { sampleRate };
    },
    async feed(intake, signal) {
      const stop = () => readable.destroy?.();
      const waiting = new WaitingBlocks(sampleRate);
      const warn = (message: string) => intake.report({ kind: 'warning', message: `${name}${message}` });
      let sampled = false;
      const check = new SampleCheck(sampleRate, (message) => warn(`: ${message}`));
      signal.addEventListener('abort', stop);
      try {
        if (signal.aborted) return;
        const flowing = live ? waiting.flow(intake, signal) : Promise.resolve();
        for await (const chunk of chunksUntil(readable, signal)) {
          const samples = decoder.decode(chunk);
          check.add(samples);
          sampled ||= samples.length > 0;
          if (live) waiting.add(samples);
          else await put(samples, intake, signal);
        }
        check.end();
        waiting.end();
        await flowing;
        if (decoder.pendingBytes > 0) {
          if (!sampled)
            throw new RangeError(
              `Cannot read ${name}: it holds less than a sample: received ${decoder.pendingBytes} bytes`,
            );
          warn(' ends in the middle of a sample');
        }
      } catch (error) {
        // A stream destroyed in the middle of reading says so with an error.
        if (!signal.aborted) throw error;
      } finally {
        waiting.end();
        signal.removeEventListener('abort', stop);
        stop();
      }
    },
  };
}

/** Raw PCM from standard input. */
export function pcmStdin(options: PcmOptions): Source {
  return pcm(process.stdin, { name: 'standard input', ...options });
}

async function put(samples: Float32Array, intake: Intake, signal: AbortSignal): Promise<void> {
  let at = intake.push(samples);
  while (at < samples.length && !signal.aborted) {
    await intake.ready();
    if (!signal.aborted) at += intake.push(samples, at);
  }
}
