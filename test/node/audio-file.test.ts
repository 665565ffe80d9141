import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SluiceError } from '#src/errors.js';
import { audioFile, decodeAudio, readAudio } from '#src/node/audio-file.js';
import type { Audio, ReadAudioOptions } from '#src/sound/whole-sound.js';
import type { SourceEvent } from '#src/source/source.js';
import { FakeIntake } from '../source/fake-intake.js';
import { makeFlac, silentFlac } from './make-flac.js';
import { makeWav, wholeSamples } from './make-wav.js';

const SHARED = new URL('../../../shared/data/', import.meta.url);
const EXTREMES = [0, 1, -1, 32767, -32768, 12345, -23456];
const AS_FLOATS = EXTREMES.map((value) => value / 32768);

const read = (bytes: Uint8Array) => decodeAudio(bytes, 'clip');
const refused = async (bytes: Uint8Array): Promise<SluiceError> => {
  const error = await read(bytes).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'SluiceError', code: 'AUDIO_UNREADABLE' });
  // One sentence, with what was received.
  expect((error as SluiceError).message).toMatch(/^Cannot read clip as audio: received [^\n]+$/);
  return error as SluiceError;
};

/** Two channels, sample by sample. */
const interleaved = (left: readonly number[], right: readonly number[]) =>
  left.flatMap((value, i) => [value, right[i] as number]);

describe('decodeAudio() of WAV', () => {
  for (const bits of [8, 16, 24, 32]) {
    it(`reads ${bits}-bit samples, divided by 2^${bits - 1}`, async () => {
      const full = 2 ** (bits - 1);
      const values = [0, 1, -1, full - 1, -full, Math.floor(full / 3)];
      const { samples, sampleRate, warnings } = await read(makeWav({ bits, data: wholeSamples(values, bits / 8) }));
      expect([...samples]).toEqual(values.map((value) => Math.fround(value / full)));
      expect(sampleRate).toBe(16_000);
      expect(warnings).toEqual([]);
    });
  }

  it('reads 32-bit and 64-bit floats as they are', async () => {
    const values = [0, 0.1, -1, 1, 1.5, -2.25e-5];
    const floats = new Uint8Array(Float32Array.from(values).buffer);
    const doubles = new Uint8Array(Float64Array.from(values).buffer);
    const expected = values.map(Math.fround);
    expect([...(await read(makeWav({ bits: 32, tag: 3, data: floats }))).samples]).toEqual(expected);
    expect([...(await read(makeWav({ bits: 64, tag: 3, data: doubles }))).samples]).toEqual(expected);
  });

  it('reads EXTENSIBLE files, whole numbers and floats', async () => {
    const data = wholeSamples([1, -1, 8_388_607], 3);
    const whole = await read(makeWav({ bits: 24, extensible: true, data }));
    expect([...whole.samples]).toEqual([1, -1, 8_388_607].map((value) => Math.fround(value / 2 ** 23)));
    const floats = new Uint8Array(Float32Array.of(0.25, -0.5).buffer);
    expect([...(await read(makeWav({ bits: 32, tag: 3, extensible: true, data: floats }))).samples]).toEqual([
      0.25, -0.5,
    ]);
  });

  it('mixes stereo and six channels to their mean', async () => {
    const data = wholeSamples(interleaved([100, 200, -300], [300, -200, -300]), 2);
    const stereo = await read(makeWav({ bits: 16, channels: 2, sampleRate: 44_100, data }));
    expect([...stereo.samples]).toEqual([200, 0, -300].map((value) => value / 32768));
    expect(stereo.sampleRate).toBe(44_100);
    const six = await read(
      makeWav({ bits: 16, channels: 6, extensible: true, data: wholeSamples([6, 12, 18, 24, 30, 36], 2) }),
    );
    expect([...six.samples]).toEqual([21 / 32768]);
  });

  it('reads big-endian RIFX', async () => {
    const wav = makeWav({ bits: 16, container: 'RIFX', data: wholeSamples(EXTREMES, 2, true) });
    const before = Uint8Array.from(wav);
    expect([...(await read(wav)).samples]).toEqual(AS_FLOATS);
    expect(Uint8Array.from(wav)).toEqual(before);
  });

  it('reads RF64, whose size in the header means nothing', async () => {
    const ds64 = ['ds64', new Uint8Array(28)] as const;
    const data = wholeSamples(EXTREMES, 2);
    const wav = makeWav({
      bits: 16,
      container: 'RF64',
      riffSize: 0xffffffff,
      dataSize: 0xffffffff,
      before: [ds64],
      data,
    });
    expect([...(await read(wav)).samples]).toEqual(AS_FLOATS);
  });

  it('unpacks A-law and mu-law', async () => {
    // ITU-T G.711: the codes of the smallest positive and negative values.
    const aLaw = await read(makeWav({ bits: 8, tag: 6, data: Uint8Array.of(0xd5, 0x55) }));
    expect([...aLaw.samples].map((value) => value * 32768)).toEqual([8, -8]);
    const muLaw = await read(makeWav({ bits: 8, tag: 7, data: Uint8Array.of(0xff, 0x80) }));
    expect([...muLaw.samples].map((value) => value * 32768)).toEqual([0, 32124]);
  });

  it('passes over chunks that are not sound, even with nonsense in them, and odd ones with and without padding', async () => {
    const data = wholeSamples(EXTREMES, 2);
    const cue = ['cue ', Uint8Array.from({ length: 8 }, () => 0xff)] as const;
    const odd = ['LIST', Uint8Array.from({ length: 7 }, () => 0x41)] as const;
    for (const padded of [true, false]) {
      const wav = makeWav({ bits: 16, data, before: [cue, odd], after: [odd], padded });
      expect([...(await read(wav)).samples]).toEqual(AS_FLOATS);
    }
  });

  it('reads an odd number of 8-bit samples', async () => {
    const wav = makeWav({ bits: 8, data: wholeSamples([1, 2, 3], 1), after: [['LIST', new Uint8Array(4)]] });
    expect([...(await read(wav)).samples]).toEqual([1, 2, 3].map((value) => value / 128));
  });

  for (const [dataSize, riffSize] of [
    [0xffffffff, 0xffffffff],
    [0xffffffff, 36],
    [0, 0],
    [0, 36],
    [0, 0xffffffff],
  ] as const) {
    it(`reads to the end where the writer did not know the size: data ${dataSize}, file ${riffSize}`, async () => {
      const { samples, warnings } = await read(
        makeWav({ bits: 16, data: wholeSamples(EXTREMES, 2), dataSize, riffSize }),
      );
      expect([...samples]).toEqual(AS_FLOATS);
      expect(warnings).toEqual([]);
    });
  }

  it('reads a truncated file as far as it goes, with a warning', async () => {
    const whole = makeWav({ bits: 16, data: wholeSamples(EXTREMES, 2) });
    const even = await read(whole.subarray(0, whole.length - 4));
    expect([...even.samples]).toEqual(AS_FLOATS.slice(0, -2));
    expect(even.warnings).toEqual(['clip: the sound is cut short: 4 of 14 bytes are missing']);
    const odd = await read(whole.subarray(0, whole.length - 3));
    expect([...odd.samples]).toEqual(AS_FLOATS.slice(0, -2));
    expect(odd.warnings).toEqual([
      'clip: the sound is cut short: 3 of 14 bytes are missing',
      'clip: the sound ends in the middle of a sample',
    ]);
  });

  it('refuses what is cut before its sound, and says so', async () => {
    const whole = makeWav({ bits: 16, data: wholeSamples(EXTREMES, 2) });
    expect((await refused(whole.subarray(0, 12))).message).toContain('a WAV file without a whole "fmt " chunk');
    expect((await refused(whole.subarray(0, 30))).message).toContain('a WAV file without a whole "fmt " chunk');
    expect((await refused(whole.subarray(0, 40))).message).toContain('a WAV file without a "data" chunk');
    expect((await refused(whole.subarray(0, 44))).message).toContain('without a single sample');
  });

  it('refuses formats that nobody knows', async () => {
    const data = wholeSamples(EXTREMES, 2);
    await refused(makeWav({ bits: 16, tag: 85, channels: 0, data }));
    await refused(makeWav({ bits: 13, data }));
    await refused(makeWav({ bits: 16, channels: 0, data }));
    await refused(makeWav({ bits: 16, sampleRate: 0, data }));
  });
});

describe('decodeAudio() of FLAC', () => {
  for (const bits of [8, 16, 24] as const) {
    it(`gives the same floats as a WAV of the same ${bits}-bit samples`, async () => {
      const full = 2 ** (bits - 1);
      const values = Array.from({ length: 2500 }, (_, i) => Math.round(Math.sin(i * i) * (full - 1)));
      values.push(full - 1, -full, 1, -1, 0);
      const flac = await read(makeFlac({ bits, channels: [values] }));
      const wav = await read(makeWav({ bits, data: wholeSamples(values, bits / 8) }));
      expect(flac.samples).toEqual(wav.samples);
      expect(flac.warnings).toEqual([]);
      expect(flac.sampleRate).toBe(16_000);
    });
  }

  it('mixes stereo as WAV does', async () => {
    const left = Array.from({ length: 300 }, (_, i) => i * 31 - 4000);
    const right = Array.from({ length: 300 }, (_, i) => 9000 - i * 17);
    const flac = await read(makeFlac({ bits: 16, channels: [left, right], sampleRate: 44_100 }));
    const wav = await read(makeWav({ bits: 16, channels: 2, data: wholeSamples(interleaved(left, right), 2) }));
    expect(flac.samples).toEqual(wav.samples);
    expect(flac.sampleRate).toBe(44_100);
  });

  it('reads file after file, broken ones among them, as if each were the first', async () => {
    const ramp = (offset: number) => Array.from({ length: 3000 }, (_, i) => i - offset);
    const whole = makeFlac({ bits: 16, channels: [ramp(0)] });
    for (let turn = 1; turn < 5; turn++) {
      const cut = await read(whole.subarray(0, whole.length - 1000 * turn));
      expect(cut.samples.length).toBeLessThan(3000);
      expect(cut.samples.length).toBe(Math.floor((3000 - 500 * turn) / 1000) * 1000);
      expect(cut.warnings).toEqual([
        `clip: the sound is cut short: ${3000 - cut.samples.length} of 3000 samples are missing`,
      ]);
      const values = ramp(turn * 100);
      const { samples } = await read(makeFlac({ bits: 16, channels: [values] }));
      expect([...samples]).toEqual(values.map((value) => value / 32768));
    }
  });

  it('reads many at the same time', async () => {
    const clips = Array.from({ length: 20 }, (_, n) => Array.from({ length: 1500 }, (_, i) => i * (n + 1)));
    const decoded = await Promise.all(
      clips.map(async (values, n) => {
        const flac = makeFlac({ bits: 16, channels: [values.map((value) => value % 32768)] });
        return read(n % 5 === 4 ? flac.subarray(0, flac.length - 10) : flac);
      }),
    );
    decoded.forEach(({ samples }, n) => {
      expect(samples.length).toBe(n % 5 === 4 ? 1000 : 1500);
      expect(samples[999]).toBe(((999 * (n + 1)) % 32768) / 32768);
    });
  });

  it('reads one whose length its writer did not know', async () => {
    const values = Array.from({ length: 2500 }, (_, i) => i);
    const { samples, warnings } = await read(makeFlac({ bits: 16, channels: [values], total: 0 }));
    expect([...samples]).toEqual(values.map((value) => value / 32768));
    expect(warnings).toEqual([]);
  });

  it('refuses a header without sound, and one cut in the middle', async () => {
    const whole = makeFlac({ bits: 16, channels: [[1, 2, 3]] });
    await refused(whole.subarray(0, 42));
    await refused(whole.subarray(0, 20));
    await refused(makeFlac({ bits: 16, channels: [[]] }));
  });
});

describe('decodeAudio() of the rest', () => {
  it('reads MP3', async () => {
    // MPEG 1 layer III, 128 kbit/s, 44.1 kHz, one channel; side information of zeros is silence.
    const frame = Buffer.alloc(417);
    frame.set([0xff, 0xfb, 0x90, 0xc4]);
    const { samples, sampleRate } = await read(Buffer.concat(Array.from({ length: 20 }, () => frame)));
    expect(sampleRate).toBe(44_100);
    expect(samples.length).toBeGreaterThanOrEqual(15 * 1152);
    expect(samples.every((value) => Math.abs(value) < 1e-4)).toBe(true);
  });

  it('refuses an empty file, text, and random bytes', async () => {
    expect((await refused(new Uint8Array(0))).message).toContain('an empty file');
    await refused(Buffer.from('hello, this is no sound at all, only a line of text\n'.repeat(20)));
    await refused(Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + 7) & 0xff));
    await refused(Buffer.from('RIFF'));
    await refused(Buffer.from('fLaC'));
  });
});

describe('decodeAudio() with options', () => {
  const stereo = makeWav({ bits: 16, channels: 2, data: wholeSamples(interleaved([100, 200], [300, -200]), 2) });

  it('takes one channel, or the mean of all, times a factor', async () => {
    const samples = async (options: ReadAudioOptions) => [...(await decodeAudio(stereo, 'clip', options)).samples];
    expect(await samples({ channel: 1 })).toEqual([100 / 32768, 200 / 32768]);
    expect(await samples({ channel: 2 })).toEqual([300 / 32768, -200 / 32768]);
    expect(await samples({ channel: 'mix', gain: 2 })).toEqual([400 / 32768, 0]);
  });

  it('refuses a channel that is not there, and options out of range', async () => {
    await expect(decodeAudio(stereo, 'clip', { channel: 3 })).rejects.toThrow(
      'Cannot take channel 3 of clip: it has 2 channels',
    );
    await expect(decodeAudio(stereo, 'clip', { channel: 0 })).rejects.toThrow(RangeError);
    await expect(decodeAudio(stereo, 'clip', { gain: Number.NaN })).rejects.toThrow(RangeError);
    expect(() => audioFile('clip.wav', { gain: 0 })).toThrow(RangeError);
  });

  it('refuses a sound longer than it may hold', async () => {
    await expect(decodeAudio(stereo, 'clip', { maxSamples: 1 })).rejects.toMatchObject({ code: 'AUDIO_UNREADABLE' });
  });

  it('reads raw PCM where that is said and no container is recognised', async () => {
    const raw = { format: 's16le', sampleRate: 8000, channels: 1, explicit: false } as const;
    const { samples, sampleRate, report } = await decodeAudio(wholeSamples(EXTREMES, 2), 'clip.raw', { raw });
    expect([...samples]).toEqual(AS_FLOATS);
    expect(sampleRate).toBe(8000);
    expect(report.assumed).toEqual([expect.stringContaining('raw PCM, for nothing is recognised: s16le, 8000 Hz')]);
    expect((await decodeAudio(stereo, 'clip.wav', { raw })).report.facts.container).toBe('WAV');
    const said = await decodeAudio(stereo, 'clip.wav', { raw: { ...raw, explicit: true } });
    expect(said.report.facts.container).toBe('raw');
    expect(said.report.warnings).toContain('it begins like WAV, and is read as raw PCM');
  });
});

describe('decodeAudio() of damaged files', () => {
  const values = Array.from({ length: 1500 }, (_, i) => (i * 97) % 20_000);
  const files = {
    WAV: makeWav({
      bits: 16,
      channels: 2,
      extensible: true,
      before: [['LIST', new Uint8Array(9)]],
      data: wholeSamples(values, 2),
    }),
    FLAC: makeFlac({ bits: 16, channels: [values] }),
  };
  for (const [format, whole] of Object.entries(files)) {
    it(`gives samples or AUDIO_UNREADABLE, whatever bytes of a ${format} are changed or missing`, async () => {
      // The header is where it hurts.
      const where = fc.oneof(fc.nat(80), fc.nat(whole.length - 1));
      const changes = fc.array(fc.tuple(where, fc.nat(255)), { maxLength: 4 });
      const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      await fc.assert(
        fc.asyncProperty(changes, fc.nat(whole.length), async (bytes, length) => {
          const damaged = Uint8Array.from(whole.subarray(0, length));
          for (const [at, value] of bytes) if (at < length) damaged[at] = value;
          const result = await read(damaged).catch((error: unknown) => error);
          if (result instanceof Error) expect(result).toMatchObject({ name: 'SluiceError', code: 'AUDIO_UNREADABLE' });
          else expect((result as Audio).samples.length).toBeGreaterThan(0);
        }),
        { seed: 20_250_301, numRuns: 300 },
      );
      quiet.mockRestore();
    });
  }
});

describe('audioFile()', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is a source of its samples, and reports what was wrong with the file', async () => {
    const path = join(folder, 'clip.wav');
    const whole = makeWav({ bits: 16, sampleRate: 8000, data: wholeSamples(EXTREMES, 2) });
    await writeFile(path, whole.subarray(0, whole.length - 2));
    const source = audioFile(path);
    expect(source.name).toBe('clip.wav');
    expect(source.live).toBe(false);
    const { signal } = new AbortController();
    expect(await source.open(signal)).toMatchObject({
      sampleRate: 8000,
      report: { kind: 'sound', facts: { container: 'WAV', codec: '16-bit PCM', channels: 1 } },
    });
    const intake = new FakeIntake();
    await source.feed(intake, signal);
    expect(intake.samples).toEqual(AS_FLOATS.slice(0, -1));
    const events: SourceEvent[] = [
      { kind: 'warning', message: 'clip.wav: the sound is cut short: 2 of 14 bytes are missing' },
    ];
    expect(intake.events).toEqual(events);
  });

  it('rejects with AUDIO_UNREADABLE and the path where there is no such file, or it is a folder', async () => {
    const path = join(folder, 'none.wav');
    await expect(audioFile(path).open(new AbortController().signal)).rejects.toMatchObject({
      code: 'AUDIO_UNREADABLE',
      message: `Cannot read ${path} as audio: there is no such file`,
      cause: { code: 'ENOENT' },
    });
    await expect(readAudio(folder)).rejects.toMatchObject({
      code: 'AUDIO_UNREADABLE',
      message: `Cannot read ${folder} as audio: it is a folder`,
    });
  });

  it('holds little of a long sound: hours of silence in a FLAC of some kilobytes', async () => {
    const path = join(folder, 'silence.flac');
    const hours = 3;
    await writeFile(path, silentFlac(hours * 3600 * 8000));
    const source = audioFile(path);
    const { signal } = new AbortController();
    await source.open(signal);
    let samples = 0;
    let largest = 0;
    const before = process.memoryUsage().arrayBuffers;
    await source.feed(
      {
        push(block, from = 0, to = block.length) {
          samples += to - from;
          largest = Math.max(largest, process.memoryUsage().arrayBuffers - before);
          return to - from;
        },
        ready: () => Promise.resolve(),
        lose: () => undefined,
        lend: () => {
          throw new Error('not lent');
        },
        report: () => undefined,
      },
      signal,
    );
    expect(samples).toBe(hours * 3600 * 8000);
    expect(largest).toBeLessThan(96 * 2 ** 20);
    await expect(readAudio(path, { maxSamples: 2 ** 20 })).rejects.toThrow(/more than 2 minutes of sound/);
  }, 120_000);

  it('rejects with the reason of a signal that has aborted', async () => {
    const reason = new Error('enough');
    await expect(audioFile(join(folder, 'none.wav')).open(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('readAudio()', () => {
  const clips = new URL('speech/yes/', SHARED);
  it.skipIf(!existsSync(clips))(
    'reads real recordings (skipped where the shared recordings are not there)',
    async () => {
      const names = readdirSync(clips).slice(0, 20);
      for (const name of names) {
        const { samples, sampleRate, warnings } = await readAudio(new URL(name, clips));
        expect(sampleRate).toBe(16_000);
        expect(samples.length).toBeGreaterThan(4000);
        expect(warnings).toEqual([]);
        // 16-bit samples come out as whole multiples of 2^-15.
        expect(samples.every((value) => Number.isInteger(value * 32768) && value >= -1 && value < 1)).toBe(true);
      }
      expect(names.length).toBeGreaterThan(0);
    },
  );
});
