// Contracts of the codecs that other packages bring. The platform loads them (src/node/packages/codecs.ts). Where one is
// missing, the sound is refused by the codec's name.
import type { Block } from '../block.js';

/** How an Opus stream's packets become channels (RFC 7845, 5.1). */
export interface OpusLayout {
  readonly channels: number;
  readonly streamCount: number;
  readonly coupledCount: number;
  /** For every channel the stream's channel that it is. */
  readonly mapping: readonly number[];
}

/** Decodes packets in their order, at 48 kHz. */
export interface OpusDecoder {
  decode(packets: readonly Uint8Array[]): Block;
  free(): void;
}

/** Decodes an Ogg stream, chunk by chunk. */
export interface VorbisDecoder {
  decode(bytes: Uint8Array): Promise<Block>;
  /** What is left at the end. */
  flush(): Promise<Block>;
  free(): void;
}

/** Each is undefined where it is not installed. */
export interface Codecs {
  opus(layout: OpusLayout): Promise<OpusDecoder | undefined>;
  vorbis(): Promise<VorbisDecoder | undefined>;
  /** The WebAssembly module of `minimp3-wasm`. */
  mp3(): Promise<WebAssembly.Module | undefined>;
}

/** None at all. */
export const NO_CODECS: Codecs = {
  opus: async () => undefined,
  vorbis: async () => undefined,
  mp3: async () => undefined,
};
