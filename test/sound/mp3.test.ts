// MP3 as it lies about: behind zeros and tags, cut within a frame, of free format, longer than the runs in which it
// is decoded.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '#src/node/audio-file.js';
import { nodeCodecs } from '#src/node/packages/codecs.js';
import { decodeMp3 } from '#src/sound/codecs/mp3.js';
import { readMpegHeader } from '#src/sound/codecs/mpeg-frame.js';
import { makeWav } from '../node/make-wav.js';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/sound/${name}`, import.meta.url));
const read = (bytes: Uint8Array) => decodeAudio(bytes, 'clip', { channel: 1 });

/** The frames of a file, without the first, which is for players and no sound. */
function framesOf(file: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < file.length; ) {
    const header = readMpegHeader(file, at);
    if (header?.layer !== 3 || header.bytes === 0 || at + header.bytes > file.length) at++;
    else {
      frames.push(file.subarray(at, at + header.bytes));
      at += header.bytes;
    }
  }
  return frames.slice(1);
}

const FILES = ['ffmpeg-16k.mp3', 'ffmpeg-22k-vbr.mp3', 'ffmpeg-48k-stereo.mp3', 'ffmpeg-8k-id3v1.mp3'];

describe('MP3', () => {
  for (const file of FILES) {
    it(`${file}, repeated to a thousand frames, has the samples that it has when it is decoded at once`, async () => {
      const frames = framesOf(fixture(file));
      expect(frames.length).toBeGreaterThan(3);
      const long = Buffer.concat(Array.from({ length: 1000 }, (_, i) => frames[i % frames.length] as Uint8Array));
      const whole = decodeMp3((await nodeCodecs.mp3()) as WebAssembly.Module, long)[0] as Float32Array;
      const { samples, warnings } = await read(long);
      expect(warnings).toEqual([]);
      expect(samples.length).toBe(whole.length);
      const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength);
      expect(bytes(samples).equals(bytes(whole))).toBe(true);
    });
  }

  const file = fixture('ffmpeg-16k.mp3');
  const plain = read(file);
  const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0x41)]);
  const id3v2 = Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0, 0, 0, 1, 0]), Buffer.alloc(128, 0x20)]);
  const ape = Buffer.from('APETAGEX\xd0\x07\0\0\x20\0\0\0\0\0\0\0\0\0\0\x80\0\0\0\0\0\0\0\0', 'latin1');

  for (const [name, before, after] of [
    ['zeros', Buffer.alloc(4045), Buffer.alloc(0)],
    ['two tags', Buffer.concat([id3v2, id3v2]), id3v1],
    ['a tag and zeros', Buffer.concat([id3v2, Buffer.alloc(900)]), Buffer.concat([ape, id3v1])],
    ['other bytes', Buffer.alloc(3001, 0x81), Buffer.alloc(0)],
  ] as const) {
    it(`is the same behind ${name}`, async () => {
      const { samples, warnings, report } = await read(Buffer.concat([before, file, after]));
      expect(samples).toEqual((await plain).samples);
      expect(warnings).toEqual([]);
      const assumed =
        name === 'two tags' ? [] : [expect.stringMatching(/^\d+ bytes before the first MP3 frame are no/)];
      expect(report.assumed).toEqual(assumed);
    });
  }

  it('cut within a frame gives the frames that are whole, with a warning', async () => {
    const { samples, warnings } = await read(file.subarray(0, file.length - 100));
    expect(samples).toEqual((await plain).samples.subarray(0, samples.length));
    expect(warnings).toEqual(['clip: the sound is cut short: it ends within a frame']);
  });

  it('that begins within a frame is read from the next one', async () => {
    const frames = framesOf(file);
    const { samples } = await read(Buffer.concat([(frames[0] as Uint8Array).subarray(77), ...frames.slice(1)]));
    expect(samples.length).toBe((frames.length - 1) * 576);
  });

  it('of free format is the same as of the bit rate that its frames have', async () => {
    const frames = framesOf(file);
    const free = frames.map((frame) => {
      const changed = Uint8Array.from(frame);
      changed[2] = (changed[2] as number) & 0x0f;
      return changed;
    });
    const expected = await read(Buffer.concat(frames));
    const { samples } = await read(Buffer.concat(free));
    expect(samples).toEqual(expected.samples);
  });

  it('in WAV is the same, without the bytes of other chunks', async () => {
    const frames = Buffer.concat(framesOf(file));
    const wav = makeWav({
      bits: 0,
      tag: 0x55,
      sampleRate: 16_000,
      data: frames,
      after: [['LIST', Buffer.alloc(999, 9)]],
    });
    const { samples, report } = await read(wav);
    expect(samples).toEqual((await read(frames)).samples);
    expect(report.facts).toMatchObject({ container: 'WAV', codec: 'MP3' });
  });
});
