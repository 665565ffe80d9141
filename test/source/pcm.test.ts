import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixToMono } from '#src/source/mix.js';
import { decodePcm, frameBytes, PcmDecoder, type PcmFormat } from '#src/source/pcm.js';

const FORMATS: readonly PcmFormat[] = ['u8', 's16le', 's24le', 's32le', 'f32le', 'f64le'];

fc.configureGlobal({ seed: 20_250_301 });

describe('decodePcm()', () => {
  it('reads the extremes of each format', () => {
    const cases: readonly (readonly [PcmFormat, readonly number[], readonly number[]])[] = [
      ['u8', [0, 128, 255], [-1, 0, 127 / 128]],
      ['s16le', [0x00, 0x80, 0xff, 0x7f, 0x01, 0x00], [-1, 32767 / 32768, 1 / 32768]],
      ['s24le', [0, 0, 0x80, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff], [-1, 1 - 2 ** -23, -(2 ** -23)]],
      ['s32le', [0, 0, 0, 0x80, 0, 0, 0, 0x40], [-1, 0.5]],
      ['f32le', [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0], [1, -2]],
      ['f64le', [0, 0, 0, 0, 0, 0, 0xf0, 0x3f], [1]],
    ];
    for (const [format, bytes, expected] of cases) {
      expect([...decodePcm(Uint8Array.from(bytes), { format, channels: 1 })]).toEqual(expected.map(Math.fround));
    }
  });

  it('reads 16-bit samples back as they were written', () => {
    fc.assert(
      fc.property(fc.int16Array(), (values) => {
        const samples = decodePcm(new Uint8Array(values.buffer), { format: 's16le', channels: 1 });
        expect([...samples]).toEqual([...values].map((value) => value / 32768));
      }),
    );
  });

  it('reads floats back bit for bit, NaN and infinities too', () => {
    fc.assert(
      fc.property(fc.float32Array(), (values) => {
        const samples = decodePcm(new Uint8Array(values.buffer.slice(0)), { format: 'f32le', channels: 1 });
        expect(samples).toEqual(values);
      }),
    );
  });

  it('reads bytes that lie anywhere in their buffer', () => {
    fc.assert(
      fc.property(fc.int16Array(), fc.nat(7), (values, shift) => {
        const buffer = new Uint8Array(shift + values.byteLength);
        buffer.set(new Uint8Array(values.buffer), shift);
        const samples = decodePcm(buffer.subarray(shift), { format: 's16le', channels: 1 });
        expect([...samples]).toEqual([...values].map((value) => value / 32768));
      }),
    );
  });

  it('mixes interleaved channels as mixToMono() mixes arrays', () => {
    const channels = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.nat(50))
      .chain(([count, length]) =>
        fc.array(fc.float32Array({ minLength: length, maxLength: length }), { minLength: count, maxLength: count }),
      );
    fc.assert(
      fc.property(channels, (arrays) => {
        const length = arrays[0]?.length ?? 0;
        const interleaved = Float32Array.from({ length: length * arrays.length }, (_, at) => {
          const channel = arrays[at % arrays.length] as Float32Array;
          return channel[Math.floor(at / arrays.length)] as number;
        });
        const mono = decodePcm(new Uint8Array(interleaved.buffer), { format: 'f32le', channels: arrays.length });
        expect(mono).toEqual(mixToMono(arrays));
      }),
    );
  });
});

describe('PcmDecoder', () => {
  it('gives the same samples however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FORMATS),
        fc.integer({ min: 1, max: 3 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat(20), { maxLength: 40 }),
        (format, channels, bytes, cuts) => {
          const layout = { format, channels };
          const decoder = new PcmDecoder(layout);
          const pieces: number[] = [];
          let at = 0;
          for (const cut of [...cuts, bytes.length]) {
            // Of a kind whose own `slice` copies nothing.
            const chunk = Buffer.from(bytes.subarray(at, at + cut));
            at += chunk.length;
            pieces.push(...decoder.decode(chunk));
            // The caller may reuse its chunk.
            chunk.fill(0xaa);
            expect(decoder.pendingBytes).toBe(at % frameBytes(layout));
          }
          expect(pieces).toEqual([...decodePcm(bytes, layout)]);
        },
      ),
    );
  });

  it('starts a frame anew after reset()', () => {
    const decoder = new PcmDecoder({ format: 's16le', channels: 1 });
    decoder.decode(Uint8Array.of(1, 2, 3));
    decoder.reset();
    expect(decoder.pendingBytes).toBe(0);
    expect([...decoder.decode(Uint8Array.of(0, 0x40))]).toEqual([0.5]);
  });

  it('refuses formats and channel counts that it does not know, and says what it received', () => {
    const format = 's8' as PcmFormat;
    expect(() => new PcmDecoder({ format, channels: 1 })).toThrow(/'format' must be one of u8, .* received s8$/);
    for (const channels of [0, -1, 1.5, 65, Number.NaN]) {
      expect(() => new PcmDecoder({ format: 's16le', channels })).toThrow(new RegExp(`received ${channels}$`));
    }
  });
});

describe('mixToMono()', () => {
  it('gives one channel back as it is, and none as no samples', () => {
    const channel = Float32Array.of(1, 2);
    expect(mixToMono([channel])).toBe(channel);
    expect(mixToMono([]).length).toBe(0);
  });

  it('of equal channels is that channel', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ noNaN: true, min: -1, max: 1 }),
        fc.integer({ min: 1, max: 8 }),
        (channel, count) => {
          const mono = mixToMono(Array.from({ length: count }, () => channel));
          // + 0: the mean of negative zeros is a positive one.
          expect([...mono].map((value) => value + 0)).toEqual([...channel].map((value) => value + 0));
        },
      ),
    );
  });

  it('lies between the channels', () => {
    const pair = fc.nat(50).chain((length) => {
      const channel = fc.float32Array({ minLength: length, maxLength: length, noNaN: true, noDefaultInfinity: true });
      return fc.tuple(channel, channel);
    });
    fc.assert(
      fc.property(pair, ([a, b]) => {
        mixToMono([a, b]).forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(Math.min(a[i] as number, b[i] as number));
          expect(value).toBeLessThanOrEqual(Math.max(a[i] as number, b[i] as number));
        });
      }),
    );
  });
});
