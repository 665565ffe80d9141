// What people bring to `sluice run`: containers on standard input, raw samples, sounds in which nothing is heard.
// Each is read right, or read with what was assumed, or refused with what mends it.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { makeFlac } from '../node/make-flac.js';
import { makeWav, wholeSamples } from '../node/make-wav.js';
import { sluice } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { randomSound } from '../support/random.js';
import { tinyModelBytes } from '../support/tiny-model.js';

const RATE = 16_000;
const folder = temporaryFolder();
const model = folder.write('tiny.safetensors', tinyModelBytes({ seed: 2 }));
const whole = [...randomSound(RATE, RATE)].map((sample) => Math.round(sample * 32768));
const wav = wavBytes(
  Float32Array.from(whole, (value) => value / 32768),
  RATE,
);
const run = async (args: readonly string[], stdin?: Uint8Array) => {
  const ran = await sluice(['run', '--model', model, '--json', ...args], stdin);
  const of = (kind: string) => ran.lines.filter((line) => line.kind === kind);
  return { ...ran, format: of('format')[0], digest: of('summary')[0]?.digest, warnings: of('warning') };
};
const wanted = run([folder.write('sound.wav', wav)]);

describe('sluice run - with a container on standard input', () => {
  const containers = {
    'WAV whose size its writer to a pipe did not know': makeWav({
      bits: 16,
      data: wholeSamples(whole, 2),
      dataSize: 0xffffffff,
      riffSize: 0xffffffff,
    }),
    FLAC: makeFlac({ bits: 16, channels: [whole] }),
    'WAV of 24 bits': makeWav({
      bits: 24,
      data: wholeSamples(
        whole.map((value) => value * 256),
        3,
      ),
    }),
  };
  for (const [name, bytes] of Object.entries(containers)) {
    it(`reads ${name} as the same sound`, async () => {
      const ran = await run(['-'], bytes);
      expect(ran.code).toBe(0);
      expect(ran.digest).toBe((await wanted).digest);
      expect(ran.stderr).toBe('');
    });
  }

  it('says that a rate is not used that the header contradicts', async () => {
    const { digest, stderr, format } = await run(['-', '--rate', '8000'], wav);
    expect(digest).toBe((await wanted).digest);
    expect(stderr).toContain('--rate 8000 is not used: the header says 16000 Hz');
    expect(format?.warnings).toHaveLength(1);
  });

  it('takes what is not recognised for raw PCM, and says so', async () => {
    const ran = await run(['-'], wav.subarray(44));
    expect(ran.digest).toBe((await wanted).digest);
    expect(ran.format).toMatchObject({
      facts: { container: 'raw', codec: '16-bit PCM', sampleRateHz: RATE, channels: 1 },
      assumed: ['raw PCM, for nothing is recognised: s16le, 16000 Hz, 1 channel (--format, --rate, --channels)'],
    });
  });

  it('assumes nothing where the format was given, and warns where it looks like something else', async () => {
    const raw = await run(['-', '--format', 's16le'], wav.subarray(44));
    expect(raw.digest).toBe((await wanted).digest);
    expect(raw.format?.assumed).toEqual([]);
    const headed = await run(['-', '--format', 's16le'], wav);
    expect(headed.digest).not.toBe((await wanted).digest);
    expect(headed.stderr).toContain('it begins like WAV, and is read as raw PCM');
  });

  it('refuses what is no sound, and what is not read, by name', async () => {
    for (const [bytes, received] of [
      [Buffer.from('<!doctype html><title>not found</title>'), 'an HTML page'],
      [Buffer.from('time,value\n1,2\n2,3\n'), 'text'],
      [Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(320, 0x3c)]), 'AMR-NB'],
      [new Uint8Array(0), 'an empty file'],
    ] as const) {
      const { code, stderr, stdout } = await run(['-'], bytes);
      expect(code).toBe(1);
      expect(stderr).toContain(`received ${received}`);
      expect(stdout).not.toContain('detection');
    }
  });
});

describe('sluice run with files in which nothing would be heard', () => {
  const stereo = makeWav({
    bits: 16,
    channels: 2,
    data: wholeSamples(
      whole.flatMap((value) => [value, -value]),
      2,
    ),
  });

  it('warns of channels that cancel, and hears one of them', async () => {
    const path = folder.write('antiphase.wav', stereo);
    const mixed = await run([path]);
    expect(mixed.stderr).toContain('the channels cancel each other, their mix is silent');
    expect(mixed.warnings).toHaveLength(1);
    const one = await run([path, '--channel', '1']);
    expect(one.digest).toBe((await wanted).digest);
    expect(one.stderr).toBe('');
    const absent = await run([path, '--channel', '3']);
    expect(absent.code).toBe(1);
    expect(absent.stderr).toContain('it has 2 channels');
  });

  it('warns of floats in another unit, and the factor that it names mends them', async () => {
    const data = new Uint8Array(Float32Array.from(whole).buffer);
    const path = folder.write('float.wav', makeWav({ bits: 32, tag: 3, data }));
    const raw = await run([path]);
    expect(raw.stderr).toContain('--gain 1/32768');
    expect((await run([path, '--gain', '1/32768'])).digest).toBe((await wanted).digest);
  });

  it('fails where the sound is too short for a single answer', async () => {
    const path = folder.write('short.wav', makeWav({ bits: 16, data: wholeSamples(whole.slice(0, 20), 2) }));
    const { code, stderr } = await run([path]);
    expect(code).toBe(1);
    expect(stderr).toContain('1.25 ms of sound are too short for an answer');
  });

  it('reads a raw file where its format is given, and refuses it where it is not', async () => {
    const path = folder.write('sound.raw', wav.subarray(44));
    const refused = await run([path]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('--format s16le');
    expect((await run([path, '--format', 's16le', '--rate', '16000'])).digest).toBe((await wanted).digest);
  });

  it('prints what it recognised on stderr for people', async () => {
    const { stderr } = await sluice(['run', '--model', model, folder.write('talk.wav', wav)]);
    expect(stderr).toMatch(/^sluice: \S+talk\.wav: WAV, 16-bit PCM, 16000 Hz, 1 channel, 1\.00 s\n$/);
  });
});

const CASES = new URL('../../../shared/cases/audio/', import.meta.url);

// Skipped where the shared inputs are not there: they lie beside a clone of the project, not in it.
describe.skipIf(!existsSync(CASES))(
  'the shared inputs of kinds that went wrong (skipped where they are not there)',
  () => {
    const path = (file: string) => new URL(file, CASES).pathname;
    const heard = async (file: string, ...args: string[]) => {
      const ran = await sluice(['run', '--json', path(file), ...args]);
      const labels = ran.lines.filter(({ kind }) => kind === 'detection').map(({ label }) => label);
      return { ...ran, labels, digest: ran.lines.find(({ kind }) => kind === 'summary')?.digest };
    };
    const reference = existsSync(CASES) ? heard('clip.wav') : null;

    it('hears alexa in the reference', async () => {
      expect((await reference)?.labels).toEqual(['alexa']);
    });

    for (const file of ['size-2000000000.wav', 'rf64-list-after.wav', 'flac-with-id3v1.flac', 'wave64.w64']) {
      it(`${file} gives the reference's digest, and no warning`, async () => {
        const { digest, stderr } = await heard(file);
        expect(digest).toBe((await reference)?.digest);
        expect(stderr).toBe('');
      });
    }

    for (const file of ['adpcm-ms.wav', 'mp3-in-wav.wav', 'mulaw-extensible.wav', 'mp3-leading-zeros.mp3']) {
      it(`${file}: alexa is heard`, async () => {
        expect((await heard(file)).labels).toEqual(['alexa']);
      });
    }

    it('g722-in-wav.wav is refused by its name', async () => {
      const { code, stderr } = await heard('g722-in-wav.wav');
      expect(code).toBe(1);
      expect(stderr).toContain('received G.722 in WAV');
    });

    it('float-in-int16-range.wav: a warning, and the option that it names gives the reference', async () => {
      const { stderr } = await heard('float-in-int16-range.wav');
      expect(stderr).toContain('far beyond 1');
      const mended = await heard('float-in-int16-range.wav', '--gain', '1/32768');
      expect(mended.labels).toEqual(['alexa']);
    });

    it('all of them are the same on standard input', async () => {
      const bytes = readFileSync(new URL('rf64-list-after.wav', CASES));
      const { lines } = await sluice(['run', '--json', '-'], bytes);
      expect(lines.find(({ kind }) => kind === 'summary')?.digest).toBe((await reference)?.digest);
    });
  },
);
