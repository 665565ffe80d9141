import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readAudio } from '#src/node/audio-file.js';
import { readWav16 } from '../../../../src/studio/words/sound/wav.js';

const recording = new URL('../../../../src/assets/recording.wav', import.meta.url);

describe('readWav16()', () => {
  it('reads the very samples that Node reads', async () => {
    const sound = readWav16(await bytesOf(recording));
    const { samples, sampleRate } = await readAudio(recording);
    expect(sound?.sampleRate).toBe(sampleRate);
    expect(bytes(sound?.samples ?? new Float32Array(0)).equals(bytes(samples))).toBe(true);
  });

  it('reads a file cut short as far as it goes', async () => {
    const sound = readWav16((await bytesOf(recording)).slice(0, 44 + 2001));
    expect(sound?.samples.length).toBe(1000);
  });

  it('mixes channels as their mean', () => {
    const sound = readWav16(wav16(2, [100, 300, -100, -300]));
    expect(sound?.samples).toEqual(Float32Array.of(200 / 32768, -200 / 32768));
  });

  it('leaves everything else to the browser', () => {
    expect(readWav16(new ArrayBuffer(0))).toBeUndefined();
    expect(readWav16(new TextEncoder().encode('ID3 and no RIFF').buffer)).toBeUndefined();
    const float = wav16(1, [1, 2]);
    new DataView(float).setUint16(20, 3, true);
    expect(readWav16(float)).toBeUndefined();
  });
});

/** Compared as one: a hundred thousand numbers one by one take seconds. */
function bytes({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function bytesOf(url: URL): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(url);
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}

function wav16(channels: number, samples: readonly number[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const put = (at: number, text: string) => [...text].forEach((c, i) => void view.setUint8(at + i, c.charCodeAt(0)));
  put(0, 'RIFF');
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, 16_000, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => {
    view.setInt16(44 + 2 * i, sample, true);
  });
  return view.buffer;
}
