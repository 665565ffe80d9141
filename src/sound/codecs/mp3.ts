// Decodes MP3 frames with minimp3, 21 KB of WebAssembly in the package minimp3-wasm. The module imports nothing, so
// it can only compute. It decodes a run of frames at once. Runs are kept short; each begins with the last frames of
// the run before it, so that the decoder has its state.
import type { Block } from '../block.js';

/** What the module exports. */
interface Minimp3 {
  readonly memory: WebAssembly.Memory;
  decoder_init(): void;
  decoder_set_mp3_data_size(bytes: number): void;
  decoder_mp3_data_offset(): number;
  decoder_decode(seconds: number): void;
  decoder_pcm_data_offset(): number;
  decoder_pcm_data_size(): number;
  decode_results_num_channels(): number;
}

/** Longer than any run, so that all of it is decoded. */
const ALL_SECONDS = 3600;

/**
 * The samples of a run of whole frames, interleaved channels taken apart. A frame whose bits lie before the run gives
 * no samples.
 */
export function decodeMp3(module: WebAssembly.Module, frames: Uint8Array): Block {
  const mp3 = new WebAssembly.Instance(module).exports as unknown as Minimp3;
  mp3.decoder_init();
  mp3.decoder_set_mp3_data_size(frames.length);
  new Uint8Array(mp3.memory.buffer, mp3.decoder_mp3_data_offset(), frames.length).set(frames);
  mp3.decoder_decode(ALL_SECONDS);
  const channels = mp3.decode_results_num_channels();
  if (channels === 0) return [];
  const count = mp3.decoder_pcm_data_size() / Int16Array.BYTES_PER_ELEMENT;
  const samples = new Int16Array(mp3.memory.buffer, mp3.decoder_pcm_data_offset(), count);
  const length = Math.floor(count / channels);
  return Array.from({ length: channels }, (_, n) => {
    const out = new Float32Array(length);
    for (let i = 0; i < length; i++) out[i] = (samples[i * channels + n] as number) / 32_768;
    return out;
  });
}
