// WAV files for tests, right and wrong in every way that is wanted.

export interface WavParts {
  readonly channels?: number;
  readonly sampleRate?: number;
  readonly bits: number;
  /** Format tag: 1 PCM, 3 float, 6 A-law, 7 mu-law. @default 1 */
  readonly tag?: number;
  /** Says the tag in an extension, as files of more than two channels or 16 bits should. */
  readonly extensible?: boolean;
  readonly data: Uint8Array;
  /** What the header says that `data` is long. @default its length */
  readonly dataSize?: number;
  /** What the header says that the file is long. @default its length less 8 */
  readonly riffSize?: number;
  /** Chunks before the sound: name and content. */
  readonly before?: readonly (readonly [string, Uint8Array])[];
  readonly after?: readonly (readonly [string, Uint8Array])[];
  /** Whether odd chunks are followed by a byte of padding. @default true */
  readonly padded?: boolean;
  /** @default 'RIFF' */
  readonly container?: 'RIFF' | 'RIFX' | 'RF64';
}

export function makeWav(parts: WavParts): Uint8Array {
  const { data, bits, channels = 1, sampleRate = 16_000, tag = 1, padded = true, container = 'RIFF' } = parts;
  const bigEndian = container === 'RIFX';
  const u16 = (value: number) => number(value, 2, bigEndian);
  const u32 = (value: number) => number(value, 4, bigEndian);
  const chunk = (id: string, content: Uint8Array, size = content.length) => {
    const padding = new Uint8Array(padded && size === content.length ? content.length % 2 : 0);
    return Buffer.concat([Buffer.from(id, 'latin1'), u32(size), content, padding]);
  };
  const align = (channels * bits) / 8;
  const head = [
    u16(parts.extensible ? 0xfffe : tag),
    u16(channels),
    u32(sampleRate),
    u32(sampleRate * align),
    u16(align),
    u16(bits),
  ];
  // The rest of the GUID of a subformat (KSDATAFORMAT_SUBTYPE).
  const guid = Buffer.from('00001000800000aa00389b71', 'hex');
  const extension = parts.extensible ? [u16(22), u16(bits), u32(0), u32(tag), guid] : [];
  const body = Buffer.concat([
    chunk('fmt ', Buffer.concat([...head, ...extension])),
    ...(parts.before ?? []).map(([id, content]) => chunk(id, content)),
    chunk('data', data, parts.dataSize),
    ...(parts.after ?? []).map(([id, content]) => chunk(id, content)),
  ]);
  return Buffer.concat([Buffer.from(container), u32(parts.riffSize ?? body.length + 4), Buffer.from('WAVE'), body]);
}

/** Whole numbers as samples of so many bytes. */
export function wholeSamples(values: readonly number[], bytes: number, bigEndian = false): Uint8Array {
  return Buffer.concat(values.map((value) => number(bytes === 1 ? value + 128 : value, bytes, bigEndian)));
}

function number(value: number, bytes: number, bigEndian: boolean): Uint8Array {
  const made = Buffer.alloc(bytes);
  const modulo = value < 0 ? value + 2 ** (8 * bytes) : value;
  if (bigEndian) made.writeUIntBE(modulo, 0, bytes);
  else made.writeUIntLE(modulo, 0, bytes);
  return made;
}
