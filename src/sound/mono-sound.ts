// A sound as a stream takes it: one channel, or the mean of all, as floats. It has the format report, and gives
// warnings while it is read.
import type { FormatReport } from '../format-report.js';
import type { Block } from './block.js';
import type { ByteChunks } from './byte-reader.js';
import type { SoundLayout, Warn } from './layout.js';
import { Levels } from './levels.js';
import { type OpenedSound, type OpenSoundOptions, openSound } from './open-sound.js';
import { unreadable } from './refusal.js';

/** What is made of a sound's channels. */
export interface MonoOptions {
  /** A channel's number, from 1, or the mean of all. @default 'mix' */
  readonly channel?: number | 'mix';
  /** What every sample is multiplied by. @default 1 */
  readonly gain?: number;
}

/** Throws a RangeError for options that no sound could take. */
export function checkMonoOptions({ channel = 'mix', gain = 1 }: MonoOptions): void {
  if (channel !== 'mix' && !(Number.isInteger(channel) && channel >= 1)) {
    throw new RangeError(
      `Cannot read the sound: 'channel' must be 'mix' or a whole number above 0: received ${channel}`,
    );
  }
  if (!(Number.isFinite(gain) && gain !== 0)) {
    throw new RangeError(`Cannot read the sound: 'gain' must be a number other than 0: received ${gain}`);
  }
}

export class MonoSound {
  readonly #name: string;
  readonly #sound: OpenedSound;
  readonly #channel: number | 'mix';
  readonly #gain: number;
  readonly report: FormatReport;

  private constructor(name: string, sound: OpenedSound, options: MonoOptions) {
    this.#name = name;
    this.#sound = sound;
    this.#channel = options.channel ?? 'mix';
    this.#gain = options.gain ?? 1;
    this.report = soundReport(sound.layout, this.#channel, this.#gain);
  }

  /**
   * Rejects with a RangeError for options that the sound cannot take, such as a channel that it does not have, and
   * with AUDIO_UNREADABLE. Then everything is released.
   */
  static async open(chunks: ByteChunks, options: OpenSoundOptions & MonoOptions): Promise<MonoSound> {
    checkMonoOptions(options);
    const sound = await openSound(chunks, options);
    const { channels } = sound.layout;
    if (typeof options.channel === 'number' && options.channel > channels) {
      await sound.close();
      throw new RangeError(
        `Cannot take channel ${options.channel} of ${options.name}: it has ${countOf(channels)} (--channel mix takes all)`,
      );
    }
    return new MonoSound(options.name, sound, options);
  }

  /** Hz */
  get sampleRate(): number {
    return this.#sound.layout.sampleRate;
  }

  /** Samples, by what the file says of itself; undefined where it says nothing. */
  get frames(): number | undefined {
    return this.#sound.layout.frames;
  }

  /**
   * Blocks of samples to the end, none of them empty; can be asked for once. Throws AUDIO_UNREADABLE where there is
   * not one sample.
   */
  async *samples(warn: Warn): AsyncGenerator<Float32Array> {
    const levels = new Levels(this.#channel === 'mix', warn);
    try {
      for await (const block of this.#sound.blocks(warn)) {
        const mono = this.#mono(block);
        if (mono.length === 0) continue;
        levels.add(block, mono);
        yield mono;
      }
    } finally {
      await this.close();
    }
    if (levels.frames === 0) throw unreadable(this.#name, 'a file without a single sample');
    levels.end();
  }

  close(): Promise<void> {
    return this.#sound.close();
  }

  /**
   * The mean is summed from the first channel to the last in double precision and rounded once, as everywhere: see
   * source/mix.ts.
   */
  #mono(block: Block): Float32Array {
    const gain = this.#gain;
    const [first, ...others] = this.#channel === 'mix' ? block : block.slice(this.#channel - 1, this.#channel);
    if (first === undefined) return new Float32Array(0);
    const mono = new Float32Array(first.length);
    if (others.length === 0) {
      for (let i = 0; i < mono.length; i++) mono[i] = (first[i] as number) * gain;
      return mono;
    }
    for (let i = 0; i < mono.length; i++) {
      let sum = first[i] as number;
      for (const channel of others) sum += channel[i] as number;
      mono[i] = (sum / block.length) * gain;
    }
    return mono;
  }
}

function soundReport(layout: SoundLayout, channel: number | 'mix', gain: number): FormatReport {
  const { container, codec, sampleRate, channels, bits, frames, assumed, warnings } = layout;
  const seconds = frames === undefined ? undefined : frames / sampleRate;
  const taken = channels === 1 ? '' : channel === 'mix' ? ' (their mean is taken)' : ` (channel ${channel} is taken)`;
  const parts = [
    container,
    codec,
    `${sampleRate} Hz`,
    `${countOf(channels)}${taken}`,
    ...(seconds === undefined ? [] : [`${seconds.toFixed(2)} s`]),
    ...(gain === 1 ? [] : [`times ${gain}`]),
  ];
  return {
    kind: 'sound',
    recognised: parts.join(', '),
    facts: {
      container,
      codec,
      sampleRateHz: sampleRate,
      channels,
      channel,
      gain,
      bits: bits ?? null,
      durationS: seconds ?? null,
    },
    assumed,
    warnings,
  };
}

function countOf(channels: number): string {
  return channels === 1 ? '1 channel' : `${channels} channels`;
}
