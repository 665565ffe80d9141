// Every codec that sox and ffmpeg write is read right, or refused by its name: small files made by both of them.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '#src/node/audio-file.js';
import { READ, REFUSED } from '../fixtures/sound/files.js';
import { fidelity } from '../fixtures/sound/tones.js';

const folder = new URL('../fixtures/sound/', import.meta.url);
const bytesOf = (file: string) => readFileSync(new URL(file, folder));

/** Of the sound in every file, s: the short ones and the long ones. */
const secondsOf = (frames: number, sampleRate: number) => (frames / sampleRate > 0.2 ? 0.25 : 0.05);

/** Encoders of MP3 add silence in front; where no frame for players says how much, it stays. */
const DELAYS: Readonly<Record<string, number>> = { 'ffmpeg-mp3.wav': 1105, 'sox-mp3.mp3': 1105 };

describe('the sound files of sox and ffmpeg', () => {
  it('are all either read or refused here', () => {
    const files = readdirSync(folder).filter((file) => /^(sox|ffmpeg)-/.test(file));
    expect(files.sort()).toEqual([...Object.keys(READ), ...Object.keys(REFUSED)].sort());
    expect(files.length).toBeGreaterThan(140);
  });

  for (const [file, [container, codec, sampleRate, channels, frames, leastDb]] of Object.entries(READ)) {
    it(`${file} is read as ${codec} in ${container}`, async () => {
      const delay = DELAYS[file] ?? 0;
      // The last block of a codec may be left out where it is not whole.
      const compared = Math.min(frames - delay, Math.round(secondsOf(frames, sampleRate) * sampleRate) - 50);
      for (let channel = 0; channel < channels; channel++) {
        const audio = await decodeAudio(bytesOf(file), file, { channel: channel + 1 });
        expect(audio.report.facts).toMatchObject({ container, codec, sampleRateHz: sampleRate, channels });
        expect(audio.samples.length).toBe(frames);
        expect(audio.warnings).toEqual([]);
        const db = fidelity(audio.samples, channel, sampleRate, compared, delay);
        expect(db).toBeGreaterThan(leastDb);
      }
    });
  }

  for (const [file, received] of Object.entries(REFUSED)) {
    it(`${file} is refused: ${received}`, async () => {
      const error = await decodeAudio(bytesOf(file), file).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ name: 'SluiceError', code: 'AUDIO_UNREADABLE' });
      const { message } = error as Error;
      expect(message).toContain(`Cannot read ${file} as audio: received ${received}`);
      expect(message).toMatch(/(ffmpeg -i|sox) \S+ -a?r 16000 \S+-16k\.wav$/);
    });
  }
});

describe('any sound file, cut short or changed,', () => {
  const all = Object.keys(READ);

  for (const file of all) {
    it(`${file}: gives a beginning of its samples or is refused, wherever it ends`, async () => {
      const bytes = bytesOf(file);
      const whole = (await decodeAudio(bytes, file)).samples;
      for (const share of [0.02, 0.1, 0.31, 0.5, 0.77, 0.95, 0.999]) {
        const cut = bytes.subarray(0, Math.floor(share * bytes.length));
        const audio = await decodeAudio(cut, file).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'AUDIO_UNREADABLE' });
          return null;
        });
        if (audio === null) continue;
        expect(audio.samples.length).toBeLessThanOrEqual(whole.length);
        // The last samples of a lossy codec may depend on what is missing.
        const sure = Math.max(0, audio.samples.length - 2304);
        expect(audio.samples.subarray(0, sure)).toEqual(whole.subarray(0, sure));
      }
    });
  }

  it('does no harm with bytes that are changed: it is read or refused, and it ends', async () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1;
      return seed % below;
    };
    for (const file of [...all, ...Object.keys(REFUSED)]) {
      for (let turn = 0; turn < 12; turn++) {
        const bytes = Uint8Array.from(bytesOf(file));
        for (let n = 0; n <= turn; n++)
          bytes[random(n % 2 === 0 ? Math.min(96, bytes.length) : bytes.length)] = random(256);
        const audio = await decodeAudio(bytes, file, { maxSamples: 2 ** 22 }).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'AUDIO_UNREADABLE' });
          return null;
        });
        if (audio !== null) expect(audio.samples.length).toBeGreaterThan(0);
      }
    }
  }, 60_000);
});
