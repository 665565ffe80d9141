// The header of an MPEG audio frame (ISO/IEC 11172-3, 2.4.1.3 and 13818-3): layer, rate, channels, and how many bytes
// the frame has.

export interface MpegHeader {
  readonly version: 1 | 2 | 2.5;
  readonly layer: 1 | 2 | 3;
  /** Hz */
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Samples of one channel in a frame. */
  readonly samples: number;
  /** Bits a second; 0: free format, of which the header does not say the size. */
  readonly bitRate: number;
  /** Of the frame; of free format only the padding. */
  readonly bytes: number;
}

export const HEADER_BYTES = 4;
/** Behind the header, where its lowest bit of the second byte is 0. */
export const CHECKSUM_BYTES = 2;

/** Of the side information of a frame of Layer III. */
export function sideBytes({ version, channels }: MpegHeader): number {
  if (version === 1) return channels === 1 ? 17 : 32;
  return channels === 1 ? 9 : 17;
}

/** The header at a place; undefined where there is none. */
export function readMpegHeader(bytes: Uint8Array, at: number): MpegHeader | undefined {
  const [first, second, third, fourth] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  if (first !== 0xff || second === undefined || third === undefined || fourth === undefined) return undefined;
  if ((second & 0xe0) !== 0xe0) return undefined;
  const version = ([2.5, undefined, 2, 1] as const)[(second >> 3) & 3];
  const layer = ([undefined, 3, 2, 1] as const)[(second >> 1) & 3];
  const rateIndex = (third >> 2) & 3;
  const bitIndex = third >> 4;
  if (version === undefined || layer === undefined || rateIndex === 3 || bitIndex === 15) return undefined;
  if ((fourth & 3) === 2) return undefined;
  const sampleRate = (RATES[rateIndex] as number) / (version === 1 ? 1 : version === 2 ? 2 : 4);
  const bitRate = 1000 * (bitRates(version, layer)[bitIndex] as number);
  const padding = (third >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152;
  const slots = Math.floor(((layer === 1 ? 12 : samples / 8) * bitRate) / sampleRate) + padding;
  const bytesOf = layer === 1 ? 4 * slots : slots;
  return { version, layer, sampleRate, channels: fourth >> 6 === 3 ? 1 : 2, samples, bitRate, bytes: bytesOf };
}

/** Whether two frames can be of one stream. */
export function isAlike(a: MpegHeader, b: MpegHeader): boolean {
  const free = a.bitRate === 0 || b.bitRate === 0;
  return (
    a.version === b.version &&
    a.layer === b.layer &&
    a.sampleRate === b.sampleRate &&
    (!free || a.bitRate === b.bitRate)
  );
}

/** `MP3`, `MPEG-2 Layer II`. */
export function mpegName({ version, layer }: MpegHeader): string {
  return layer === 3 ? 'MP3' : `MPEG-${version} Layer ${'I'.repeat(layer)}`;
}

const RATES = [44_100, 48_000, 32_000];
const V1_L1 = [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
const V1_L2 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
const V1_L3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const V2_L1 = [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
const V2_L23 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

function bitRates(version: MpegHeader['version'], layer: MpegHeader['layer']): readonly number[] {
  if (version !== 1) return layer === 1 ? V2_L1 : V2_L23;
  return ([V1_L1, V1_L2, V1_L3] as const)[layer - 1] as readonly number[];
}
