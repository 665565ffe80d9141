// A WAV file's bytes become mono floats. Of all its chunks only those that concern the sound are looked at, and its sizes are not believed:
// a recorder that was cut off, or that wrote to a pipe, leaves them wrong. `wavefile` reads the format and undoes A-law, mu-law and ADPCM.
import wavefile from 'wavefile';
import { SluiceError } from '../errors.js';
import { decodePcm, frameBytes, type PcmFormat, type PcmLayout } from '../source/pcm.js';
import type { Audio } from './audio-file.js';

/** Whether the bytes say that they are a WAV file. */
export function isWav(bytes: Uint8Array): boolean {
  return ['RIFF', 'RIFX', 'RF64'].includes(text(bytes, 0)) && text(bytes, 8) === 'WAVE';
}

/** Decodes a WAV file as far as it goes. Throws AUDIO_UNREADABLE where there is no sound in it or its format is unknown. */
export function readWav(bytes: Uint8Array, name: string): Audio {
  const chunks = soundChunks(bytes, name);
  if (chunks.format === undefined) throw unreadable(name, 'a WAV file without a whole "fmt " chunk');
  if (chunks.data === undefined) throw unreadable(name, 'a WAV file without a "data" chunk');
  const data = chunks.data;
  const wav = parsed(withSound(bytes, chunks, new Uint8Array(0)), name);
  const { sampleRate, numChannels: channels } = wav.fmt as WavFormat;
  const packed = UNPACK[wav.bitDepth];
  if (packed !== undefined) {
    const unpacked = parsed(withSound(bytes, chunks, data), name);
    packed(unpacked);
    const samples = decodePcm((unpacked.data as WavData).samples, { format: 's16le', channels });
    return { samples, sampleRate, warnings: chunks.warnings };
  }
  const layout = pcmLayout(wav, name);
  const whole = data.length % frameBytes(layout) === 0;
  const warnings = whole ? chunks.warnings : [...chunks.warnings, `${name} ends in the middle of a sample`];
  const samples = decodePcm(text(bytes, 0) === 'RIFX' ? reversed(data, frameBytes(layout) / channels) : data, layout);
  return { samples, sampleRate, warnings };
}

type Wav = InstanceType<typeof wavefile.WaveFile>;

/** What `wavefile` declares no type for. */
interface WavFormat {
  readonly audioFormat: number;
  readonly numChannels: number;
  readonly sampleRate: number;
  readonly blockAlign: number;
  readonly bitsPerSample: number;
  readonly subformat: readonly number[];
}

interface WavData {
  readonly samples: Uint8Array;
}

const FORMAT_FLOAT = 3;
const FORMAT_EXTENSIBLE = 0xfffe;
const SOUND_CHUNKS = ['fmt ', 'fact', 'data'];
const UNKNOWN_SIZE = 0xffffffff;

const UNPACK: Readonly<Record<string, (wav: Wav) => void>> = {
  '4': (wav) => wav.fromIMAADPCM('16'),
  '8a': (wav) => wav.fromALaw('16'),
  '8m': (wav) => wav.fromMuLaw('16'),
};

const WHOLE: Readonly<Record<number, PcmFormat>> = { 1: 'u8', 2: 's16le', 3: 's24le', 4: 's32le' };
const FLOAT: Readonly<Record<number, PcmFormat>> = { 4: 'f32le', 8: 'f64le' };

interface SoundChunks {
  /** Chunks with their headers. */
  readonly format: Uint8Array | undefined;
  readonly fact: Uint8Array | undefined;
  /** The sound's bytes, without header or padding. */
  readonly data: Uint8Array | undefined;
  readonly warnings: readonly string[];
}

function soundChunks(bytes: Uint8Array, name: string): SoundChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = text(bytes, 0) !== 'RIFX';
  const found = new Map<string, Uint8Array>();
  const warnings: string[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const id = text(bytes, at);
    const start = at + 8;
    let size = view.getUint32(at + 4, littleEndian);
    const left = bytes.length - start;
    if (id === 'data') {
      if (isUnknown(size, view.getUint32(4, littleEndian), start)) size = left;
      if (size > left) warnings.push(`${name} is cut short: ${size - left} of ${size} bytes of sound are missing`);
      found.set(id, bytes.subarray(start, start + Math.min(size, left)));
    } else if (size <= left && SOUND_CHUNKS.includes(id)) {
      found.set(id, bytes.subarray(at, start + size));
    }
    at = start + size;
    // Chunks start on even bytes, so after an odd one comes a byte of padding; some writers forget it.
    if (size % 2 === 1 && !SOUND_CHUNKS.includes(text(bytes, at))) at++;
  }
  return { format: found.get('fmt '), fact: found.get('fact'), data: found.get('data'), warnings };
}

/** A writer that could not go back leaves all ones, or zero in a file whose own size ends before the sound begins. */
function isUnknown(size: number, riffSize: number, start: number): boolean {
  return size === UNKNOWN_SIZE || (size === 0 && (riffSize === UNKNOWN_SIZE || riffSize + 8 <= start));
}

/** A WAV file of nothing but format and sound: `wavefile` trusts every count in the chunks it knows, so it gets no others. */
function withSound(bytes: Uint8Array, chunks: SoundChunks, data: Uint8Array): Uint8Array {
  const parts = [bytes.subarray(0, 12), chunks.format as Uint8Array, chunks.fact ?? data.subarray(0, 0)];
  const header = new Uint8Array(8);
  header.set(new TextEncoder().encode('data'));
  new DataView(header.buffer).setUint32(4, data.length, text(bytes, 0) !== 'RIFX');
  const file = Buffer.concat([...parts, header, data]);
  // RF64 only says that sizes are found elsewhere, and these are found here.
  if (text(bytes, 0) === 'RF64') file.write('RIFF', 'latin1');
  return file;
}

function parsed(file: Uint8Array, name: string): Wav {
  try {
    return new wavefile.WaveFile(file);
  } catch (error) {
    throw unreadable(name, `a WAV file with ${error instanceof Error ? error.message : error}`, error);
  }
}

function pcmLayout(wav: Wav, name: string): PcmLayout {
  const { audioFormat, subformat, blockAlign, bitsPerSample: bits, numChannels: channels } = wav.fmt as WavFormat;
  const kind = audioFormat === FORMAT_EXTENSIBLE ? subformat[0] : audioFormat;
  const bytes = blockAlign / channels;
  const format = (kind === FORMAT_FLOAT ? FLOAT : WHOLE)[bytes];
  if (format === undefined || bits > 8 * bytes || channels > 64) {
    const layout = `${channels} channels of ${bits} bits in frames of ${blockAlign} bytes`;
    throw unreadable(name, `a WAV file of format ${kind} with ${layout}`);
  }
  return { format, channels };
}

/** Big-endian samples of `size` bytes as little-endian ones. */
function reversed(bytes: Uint8Array, size: number): Uint8Array {
  const turned = new Uint8Array(bytes.subarray(0, bytes.length - (bytes.length % size)));
  for (let at = 0; at < turned.length; at += size) turned.subarray(at, at + size).reverse();
  return turned;
}

function unreadable(name: string, received: string, cause?: unknown): SluiceError {
  return new SluiceError('AUDIO_UNREADABLE', `Cannot read ${name} as audio: received ${received}`, { cause });
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
