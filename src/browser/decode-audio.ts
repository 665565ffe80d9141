// Decodes a sound file in a browser. Our own readers come first, so that the same file gives the same samples as in
// Node; the browser's decoder takes the codecs that they do not read. The readers are loaded when the first sound is
// decoded.
import { SluiceError } from '../errors.js';
import type { FormatReport } from '../format-report.js';
import { laterPart } from '../loading/later-part.js';
import type { Audio, ReadAudioOptions } from '../sound/whole-sound.js';

/**
 * What the browser decodes to, Hz: it would resample to the sound card's rate, which differs from machine to machine.
 */
const BROWSER_RATE = 48_000;

/** Of a file that the browser's decoder is given: it holds all that comes out, however much that is. */
const MOST_BROWSER_BYTES = 2 ** 26;

/**
 * Decodes a sound file; `name` is what messages call it. Rejects with AUDIO_UNREADABLE where neither we nor the
 * browser can, with KERNEL_UNAVAILABLE where the readers do not load, and with RangeError for options out of range.
 */
export async function decodeAudio(bytes: Uint8Array, name: string, options: ReadAudioOptions = {}): Promise<Audio> {
  const { readWholeSound, TooLong } = await loadReaders();
  try {
    return await readWholeSound([bytes], { ...options, name, path: name, size: bytes.length });
  } catch (error) {
    // The browser's decoder has no bound: it must not try what is too long already.
    if (error instanceof RangeError || error instanceof TooLong) throw error;
    if (bytes.length > MOST_BROWSER_BYTES) throw tooLarge(name, bytes.length);
    const decoded = await decodedByBrowser(bytes);
    if (decoded === undefined) throw error;
    return mono(decoded, bytes, name, options);
  }
}

async function loadReaders() {
  const [{ readWholeSound, TooLong }, { recognised }] = await laterPart(
    Promise.all([import('../sound/whole-sound.js'), import('../sound/open-sound.js')]),
    'reads sound',
  );
  return { readWholeSound, TooLong, recognised };
}

function tooLarge(name: string, bytes: number): SluiceError {
  return new SluiceError(
    'AUDIO_UNREADABLE',
    `Cannot read ${name} here: only the browser could decode it, which holds all of it, and ${bytes} bytes are more than 64 MiB: convert it to FLAC, or cut it`,
  );
}

/** Undefined where the browser cannot. */
async function decodedByBrowser(bytes: Uint8Array): Promise<AudioBuffer | undefined> {
  const context = new OfflineAudioContext({ length: 1, numberOfChannels: 1, sampleRate: BROWSER_RATE });
  // A copy: the decoder takes what it is given away.
  return context.decodeAudioData(Uint8Array.from(bytes).buffer).catch(() => undefined);
}

/** Mixed and looked at as every other sound: as floats without a container. */
async function mono(decoded: AudioBuffer, bytes: Uint8Array, name: string, options: ReadAudioOptions): Promise<Audio> {
  const { readWholeSound, recognised } = await loadReaders();
  const { length, numberOfChannels: channels, sampleRate } = decoded;
  const interleaved = new Float32Array(length * channels);
  for (let n = 0; n < channels; n++) {
    const channel = decoded.getChannelData(n);
    for (let i = 0; i < length; i++) interleaved[i * channels + n] = channel[i] as number;
  }
  const audio = await readWholeSound([new Uint8Array(interleaved.buffer)], {
    ...options,
    name,
    raw: { format: 'f32le', sampleRate, channels, explicit: true },
  });
  const { report } = audio;
  const what = recognised(bytes.subarray(0, 4096)) ?? 'sound';
  const assumed = [`decoded by the browser, at ${sampleRate} Hz whatever rate the file has`];
  const told: FormatReport = {
    ...report,
    recognised: report.recognised.replace('raw, 32-bit float', what),
    facts: { ...report.facts, container: what, codec: 'by the browser', bits: null },
    assumed,
    warnings: report.warnings.filter((clause) => !clause.includes('read as raw PCM')),
  };
  return { ...audio, warnings: told.warnings.map((clause) => `${name}: ${clause}`), report: told };
}
