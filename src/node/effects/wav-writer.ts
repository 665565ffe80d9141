// A WAV file that grows: its header is written first and filled in at the end, so that a file of any length needs little
// memory. Beyond 4 GB it is an RF64 (EBU Tech 3306), whose sizes have 64 bits.
import { type FileHandle, open } from 'node:fs/promises';
import type { SampleWriter, WrittenFormat } from './samples.js';
import { encodeSamples, SAMPLE_BYTES } from './samples.js';

const HEADER_BYTES = 80;
const LARGEST_32 = 2 ** 32 - 1;

export class WavWriter implements SampleWriter {
  readonly #file: FileHandle;
  readonly #format: WrittenFormat;
  readonly #sampleRate: number;
  readonly #channels: number;
  #dataBytes = 0;

  private constructor(file: FileHandle, format: WrittenFormat, sampleRate: number, channels: number) {
    this.#file = file;
    this.#format = format;
    this.#sampleRate = sampleRate;
    this.#channels = channels;
  }

  /** Rejects with what the system says. */
  static async create(path: string, format: WrittenFormat, sampleRate: number, channels: number): Promise<WavWriter> {
    const writer = new WavWriter(await open(path, 'w'), format, sampleRate, channels);
    await writer.#file.write(writer.#header(), 0, HEADER_BYTES, 0);
    return writer;
  }

  async write(channels: readonly Float32Array[]): Promise<void> {
    const bytes = encodeSamples(channels, this.#format);
    await this.#file.write(bytes, 0, bytes.length, HEADER_BYTES + this.#dataBytes);
    this.#dataBytes += bytes.length;
  }

  async end(): Promise<void> {
    if (this.#dataBytes % 2 === 1) await this.#file.write(new Uint8Array(1), 0, 1, HEADER_BYTES + this.#dataBytes);
    await this.#file.write(this.#header(), 0, HEADER_BYTES, 0);
    await this.#file.close();
  }

  /** RIFF or RF64, room for its sizes, format, data. */
  #header(): Uint8Array {
    const header = new Uint8Array(HEADER_BYTES);
    const view = new DataView(header.buffer);
    const text = (at: number, value: string) => header.set(new TextEncoder().encode(value), at);
    const frameBytes = this.#channels * SAMPLE_BYTES[this.#format];
    const riffBytes = HEADER_BYTES - 8 + this.#dataBytes + (this.#dataBytes % 2);
    const isLarge = riffBytes > LARGEST_32;
    text(0, isLarge ? 'RF64' : 'RIFF');
    view.setUint32(4, isLarge ? LARGEST_32 : riffBytes, true);
    text(8, isLarge ? 'WAVEds64' : 'WAVEJUNK');
    view.setUint32(16, 28, true); // bytes of this chunk
    if (isLarge) {
      view.setBigUint64(20, BigInt(riffBytes), true);
      view.setBigUint64(28, BigInt(this.#dataBytes), true);
      view.setBigUint64(36, BigInt(this.#dataBytes / frameBytes), true);
    }
    text(48, 'fmt ');
    view.setUint32(52, 16, true);
    view.setUint16(56, this.#format === 'f32le' ? 3 : 1, true);
    view.setUint16(58, this.#channels, true);
    view.setUint32(60, this.#sampleRate, true);
    view.setUint32(64, this.#sampleRate * frameBytes, true);
    view.setUint16(68, frameBytes, true);
    view.setUint16(70, 8 * SAMPLE_BYTES[this.#format], true);
    text(72, 'data');
    view.setUint32(76, isLarge ? LARGEST_32 : this.#dataBytes, true);
    return header;
  }
}
