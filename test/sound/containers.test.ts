// Containers in all the ways in which writers leave them: sizes that are none, chunks in any order and of any size,
// ends in the middle.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '#src/node/audio-file.js';
import { makeFlac } from '../node/make-flac.js';
import { makeWav, wholeSamples } from '../node/make-wav.js';

const read = (bytes: Uint8Array, name = 'clip') => decodeAudio(bytes, name);
const samplesOf = async (bytes: Uint8Array) => [...(await read(bytes)).samples].map((value) => value * 32_768);
const VALUES = Array.from({ length: 500 }, (_, i) => ((i * 7919) % 60_000) - 30_000);
const DATA = wholeSamples(VALUES, 2);

const ascii = (text: string) => Buffer.from(text, 'latin1');
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const u32be = (value: number) => Buffer.from(u32(value)).reverse();
const u64 = (value: number) => Buffer.concat([u32(value % 2 ** 32), u32(Math.floor(value / 2 ** 32))]);
const u64be = (value: number) => Buffer.from(u64(value)).reverse();

describe('WAV of any writer', () => {
  const chunk = fc.record({
    id: fc.constantFrom('LIST', 'bext', 'junk', 'JUNK', 'cue ', 'id3 ', 'PAD ', 'iXML', 'fact', 'FLLR'),
    body: fc.uint8Array({ maxLength: 70 }),
  });

  it('gives the same samples whatever chunks lie before and after the sound, padded as they should be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 5 }), fc.array(chunk, { maxLength: 4 }), async (before, after) => {
        const parts = (chunks: typeof before) => chunks.map(({ id, body }) => [id, body] as const);
        const wav = makeWav({ bits: 16, data: DATA, before: parts(before), after: parts(after) });
        const audio = await read(wav);
        expect([...audio.samples].map((value) => value * 32_768)).toEqual(VALUES);
        expect(audio.warnings).toEqual([]);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('reads to the end where the size is a placeholder, and says what it assumed, not that something is missing', async () => {
    const placeholders = [
      ...[0xffffffff, 0xfffffff0, 0xffffffff - 36, 0xfffffffe],
      ...[0x7fffffff, 0x7fffffff - 36, 0x7ffff000, 0x7fffffd3, 0x80000000, 0x7fff0000],
      ...[2_000_000_000, 1_000_000_000, 4_000_000_000, 2 ** 28, 2 ** 30, 3 * 2 ** 29],
    ];
    for (const dataSize of placeholders) {
      for (const riffSize of [0, 36, dataSize, Math.min(0xffffffff, dataSize + 36), undefined]) {
        const wav = makeWav({ bits: 16, data: DATA, dataSize, ...(riffSize === undefined ? {} : { riffSize }) });
        const { samples, warnings, report } = await read(wav);
        expect([...samples].map((value) => value * 32_768)).toEqual(VALUES);
        expect(warnings).toEqual([]);
        expect(report.assumed).toEqual([expect.stringContaining(`(${dataSize} bytes) is a placeholder`)]);
      }
    }
  });

  it('reads a file cut short as far as it goes, and says how much is missing', async () => {
    const whole = makeWav({ bits: 16, data: DATA });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 46, max: whole.length - 1 }), async (length) => {
        const { samples, warnings } = await read(whole.subarray(0, length));
        expect([...samples].map((value) => value * 32_768)).toEqual(VALUES.slice(0, Math.floor((length - 44) / 2)));
        expect(warnings[0]).toBe(`clip: the sound is cut short: ${whole.length - length} of 1000 bytes are missing`);
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  it('takes no chunk behind the sound for sound: size 0 before another chunk is an empty sound', async () => {
    const wav = makeWav({ bits: 16, data: new Uint8Array(0), after: [['LIST', new Uint8Array(100)]] });
    await expect(read(wav)).rejects.toThrow('without a single sample');
  });

  it('reads 12, 20 and 24 bits in the larger samples that hold them, and a frame size that was left out', async () => {
    const left = makeWav({ bits: 16, data: DATA });
    left[34] = 12;
    expect(await samplesOf(left)).toEqual(VALUES);
    left[32] = 0;
    left[34] = 16;
    expect(await samplesOf(left)).toEqual(VALUES);
  });

  it('refuses by name what is announced as PCM and begins like DTS or a stream for S/PDIF', async () => {
    const dts = Buffer.concat([Buffer.alloc(64), Buffer.from('ff1f00e8', 'hex'), Buffer.alloc(400, 7)]);
    await expect(read(makeWav({ bits: 16, channels: 2, data: dts }))).rejects.toThrow('DTS in WAV');
    const spdif = Buffer.concat([Buffer.from('72f81f4e', 'hex'), Buffer.alloc(400, 7)]);
    await expect(read(makeWav({ bits: 16, channels: 2, data: spdif }))).rejects.toThrow('compressed sound for S/PDIF');
  });

  it('reads EXTENSIBLE with any subformat: mu-law, A-law, floats, and those of ambisonics', async () => {
    const law = Uint8Array.from([0x80, 0xff, 0x00]);
    const muLaw = await samplesOf(makeWav({ bits: 8, tag: 7, extensible: true, data: law }));
    expect(muLaw).toEqual([32_124, 0, -32_124]);
    const aLaw = await samplesOf(makeWav({ bits: 8, tag: 6, extensible: true, data: Uint8Array.of(0xd5, 0x55) }));
    expect(aLaw).toEqual([8, -8]);
    const ambisonic = makeWav({ bits: 16, extensible: true, data: DATA });
    Buffer.from('2107d3118644c8c1ca000000', 'hex').copy(ambisonic, 20 + 28);
    expect(await samplesOf(ambisonic)).toEqual(VALUES);
    const unknown = makeWav({ bits: 16, extensible: true, data: DATA });
    unknown.fill(0xab, 20 + 24, 20 + 40);
    await expect(read(unknown)).rejects.toThrow(`subformat ${'ab'.repeat(16)} in WAV`);
  });

  it('names any other format by its number', async () => {
    await expect(read(makeWav({ bits: 16, tag: 0x3333, data: DATA }))).rejects.toThrow('format 0x3333 in WAV');
  });
});

describe('RF64 and BW64', () => {
  const ds64 = (data: number) => ['ds64', Buffer.concat([u64(data + 100), u64(data), u64(0), u32(0)])] as const;

  for (const container of ['RF64', 'BW64'] as const) {
    it(`${container}: the size in ds64 counts, and what follows the sound is none`, async () => {
      const wav = makeWav({
        bits: 16,
        container: 'RF64',
        riffSize: 0xffffffff,
        dataSize: 0xffffffff,
        before: [ds64(DATA.length)],
        data: DATA,
        after: [['LIST', Buffer.alloc(60_000, 0x55)]],
      });
      wav.set(ascii(container));
      const { samples, warnings, report } = await read(wav);
      expect([...samples].map((value) => value * 32_768)).toEqual(VALUES);
      expect(warnings).toEqual([]);
      expect(report.facts.container).toBe(container);
    });
  }

  it('is cut short where ds64 says more than there is', async () => {
    const wav = makeWav({
      bits: 16,
      container: 'RF64',
      riffSize: 0xffffffff,
      dataSize: 0xffffffff,
      before: [ds64(DATA.length + 50)],
      data: DATA,
    });
    expect((await read(wav)).warnings).toEqual(['clip: the sound is cut short: 50 of 1050 bytes are missing']);
  });
});

describe('Wave64', () => {
  const guid = (name: string, rest: string) => Buffer.concat([ascii(name), Buffer.from(rest, 'hex')]);
  const TAIL = 'f3acd3118cd100c04f8edb8a';
  const make = (dataSize: number) => {
    const format = Buffer.from(makeWav({ bits: 16, data: DATA }).subarray(20, 36));
    const list = Buffer.concat([guid('list', TAIL), u64(24 + 5), Buffer.alloc(8)]);
    return Buffer.concat([
      ...[guid('riff', '2e91cf11a5d628db04c10000'), u64(0), guid('wave', TAIL)],
      ...[guid('fmt ', TAIL), u64(24 + 16), format, list],
      ...[guid('data', TAIL), u64(dataSize), DATA],
      ...[guid('junk', TAIL), u64(24 + 80), Buffer.alloc(80, 0x33)],
    ]);
  };

  it('reads its sound and not what follows, odd chunks before it', async () => {
    const { samples, report } = await read(make(24 + DATA.length));
    expect([...samples].map((value) => value * 32_768)).toEqual(VALUES);
    expect(report.facts.container).toBe('Wave64');
  });

  it('reads to the end where no size was written', async () => {
    expect((await samplesOf(make(24))).slice(0, 500)).toEqual(VALUES);
  });
});

describe('AIFF, AU, CAF and SPHERE', () => {
  const BIG = Buffer.concat(VALUES.map((value) => wholeSamples([value], 2, true)));
  const aiffChunk = (id: string, body: Uint8Array) =>
    Buffer.concat([ascii(id), u32be(body.length), body, Buffer.alloc(body.length % 2)]);
  const common = Buffer.concat([Buffer.from('0001000001f40010', 'hex'), Buffer.from('400cfa00000000000000', 'hex')]);

  it('AIFF: chunks before and after, odd ones padded; 16 kHz in 80 bits', async () => {
    const body = Buffer.concat([
      ascii('AIFF'),
      aiffChunk('NAME', ascii('odd')),
      aiffChunk('COMM', common),
      aiffChunk('SSND', Buffer.concat([u32be(0), u32be(0), BIG])),
      aiffChunk('ANNO', Buffer.alloc(99, 1)),
    ]);
    const { samples, sampleRate, warnings } = await read(Buffer.concat([ascii('FORM'), u32be(body.length), body]));
    expect([...samples].map((value) => value * 32_768)).toEqual(VALUES);
    expect(sampleRate).toBe(16_000);
    expect(warnings).toEqual([]);
  });

  it('AU: a size that is not known, and the other byte order', async () => {
    const head = [24, 0xffffffff, 3, 16_000, 1];
    expect(await samplesOf(Buffer.concat([ascii('.snd'), ...head.map(u32be), BIG]))).toEqual(VALUES);
    expect(await samplesOf(Buffer.concat([ascii('dns.'), ...head.map(u32), DATA]))).toEqual(VALUES);
  });

  it('CAF: sound to the end of the file, or a size and chunks behind it', async () => {
    const rate = Buffer.alloc(8);
    rate.writeDoubleBE(16_000);
    const description = Buffer.concat([rate, ascii('lpcm'), ...[2, 2, 1, 1, 16].map(u32be)]);
    const make = (size: Uint8Array, after: Uint8Array) =>
      Buffer.concat([
        ...[ascii('caff'), Buffer.from('00010000', 'hex'), ascii('desc'), u64be(32), description],
        ...[ascii('free'), u64be(3), Buffer.alloc(3), ascii('data'), size, u32be(0), DATA, after],
      ]);
    expect(await samplesOf(make(Buffer.alloc(8, 0xff), Buffer.alloc(0)))).toEqual(VALUES);
    const info = Buffer.concat([ascii('info'), u64be(4), u32be(0)]);
    expect(await samplesOf(make(u64be(DATA.length + 4), info))).toEqual(VALUES);
  });

  it('SPHERE: both byte orders, and shortened sound refused by name', async () => {
    const make = (fields: string, data: Uint8Array) => {
      const text = `NIST_1A\n   1024\nsample_rate -i 16000\nchannel_count -i 1\n${fields}\nend_head\n`;
      return Buffer.concat([ascii(text.padEnd(1024, ' ')), data]);
    };
    const pcm = 'sample_count -i 500\nsample_n_bytes -i 2\nsample_coding -s3 pcm\n';
    expect(await samplesOf(make(`${pcm}sample_byte_format -s2 01`, DATA))).toEqual(VALUES);
    expect(await samplesOf(make(`${pcm}sample_byte_format -s2 10`, BIG))).toEqual(VALUES);
    const shortened = 'sample_n_bytes -i 2\nsample_coding -s26 pcm,embedded-shorten-v2.00';
    await expect(read(make(shortened, DATA))).rejects.toThrow('embedded-shorten-v2.00 in SPHERE');
  });
});

describe('FLAC in the wild', () => {
  const values = VALUES.concat(VALUES, VALUES, VALUES, VALUES);
  const flac = makeFlac({ bits: 16, channels: [values] });
  const id3v1 = Buffer.concat([ascii('TAG'), Buffer.alloc(125, 0x41)]);
  const id3v2 = Buffer.concat([ascii('ID3'), Buffer.from([4, 0, 0, 0, 0, 1, 0]), Buffer.alloc(128, 0xff)]);

  it('is read behind ID3v2 and before ID3v1, APE and zeros, without a warning', async () => {
    const ape = Buffer.concat([ascii('APETAGEX'), u32(2000), u32(32), u32(0), u32(0x80000000), Buffer.alloc(8)]);
    for (const total of [values.length, 0]) {
      const made = makeFlac({ bits: 16, channels: [values], total });
      for (const [before, after] of [
        [id3v2, id3v1],
        [Buffer.concat([id3v2, id3v2]), Buffer.alloc(300)],
        [Buffer.alloc(0), ape],
      ] as const) {
        const audio = await read(Buffer.concat([before, made, after]));
        expect([...audio.samples].map((value) => value * 32_768)).toEqual(values);
        expect(audio.warnings).toEqual([]);
      }
    }
  });

  it('keeps its time where a frame is damaged: silence in its place, and a warning', async () => {
    const damaged = Uint8Array.from(flac);
    const inSecondFrame = flac.length - 1500 * 2 - 800;
    damaged.fill(0x11, inSecondFrame, inSecondFrame + 40);
    const { samples, warnings } = await read(damaged);
    expect(samples.length).toBe(values.length);
    const expected = values.map((value, i) => (i >= 0 && i < 1000 ? 0 : value));
    const second = values.map((value, i) => (i >= 1000 && i < 2000 ? 0 : value));
    const got = [...samples].map((value) => value * 32_768);
    expect([expected.join(), second.join()]).toContain(got.join());
    expect(warnings).toEqual([expect.stringMatching(/damaged at [\d.]+ s: 1000 samples are replaced by silence/)]);
  });
});
