// Loads the decoders of other packages in Node when a sound needs one, so a package that is not installed matters
// only then.
import { readFile } from 'node:fs/promises';
import type { Codecs, OpusDecoder, OpusLayout, VorbisDecoder } from '../../sound/codecs/packages.js';
import { installed, installedFile } from './installed.js';

export const nodeCodecs: Codecs = {
  async opus({ channels, streamCount, coupledCount, mapping }: OpusLayout): Promise<OpusDecoder | undefined> {
    const package_ = await installed<OpusPackage>('opus-decoder');
    if (package_ === undefined) return undefined;
    const decoder = new package_.OpusDecoder({
      channels,
      streamCount,
      coupledStreamCount: coupledCount,
      channelMappingTable: [...mapping],
      preSkip: 0,
    });
    await decoder.ready;
    return {
      decode: (packets) => decoder.decodeFrames([...packets]).channelData,
      free: () => decoder.free(),
    };
  },
  async vorbis(): Promise<VorbisDecoder | undefined> {
    const package_ = await installed<VorbisPackage>('@wasm-audio-decoders/ogg-vorbis');
    if (package_ === undefined) return undefined;
    const decoder = new package_.OggVorbisDecoder();
    await decoder.ready;
    return {
      decode: async (bytes) => (await decoder.decode(bytes)).channelData,
      flush: async () => (await decoder.flush()).channelData,
      free: () => decoder.free(),
    };
  },
  mp3() {
    minimp3 ??= readMinimp3();
    return minimp3;
  },
};

/** What is used of `opus-decoder`. */
interface OpusPackage {
  readonly OpusDecoder: new (options: {
    channels: number;
    streamCount: number;
    coupledStreamCount: number;
    channelMappingTable: number[];
    preSkip: number;
  }) => {
    readonly ready: Promise<void>;
    decodeFrames(packets: Uint8Array[]): { readonly channelData: Float32Array[] };
    free(): void;
  };
}

/** What is used of `@wasm-audio-decoders/ogg-vorbis`. */
interface VorbisPackage {
  readonly OggVorbisDecoder: new () => {
    readonly ready: Promise<void>;
    decode(bytes: Uint8Array): Promise<{ readonly channelData: Float32Array[] }>;
    flush(): Promise<{ readonly channelData: Float32Array[] }>;
    free(): void;
  };
}

/** Compiled once: training reads thousands of files. */
let minimp3: Promise<WebAssembly.Module | undefined> | undefined;

async function readMinimp3(): Promise<WebAssembly.Module | undefined> {
  const path = await installedFile('minimp3-wasm/dist/decoder.opt.wasm');
  return path === undefined ? undefined : WebAssembly.compile(await readFile(path));
}
