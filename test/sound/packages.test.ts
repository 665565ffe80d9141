// Decoders that other packages bring: a sound that needs one which is not installed is refused with the command that
// installs it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_CODECS } from '#src/sound/codecs/packages.js';
import { openSound } from '#src/sound/open-sound.js';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/sound/${name}`, import.meta.url));

describe('a sound whose decoder is not installed', () => {
  for (const [file, what, install] of [
    ['ffmpeg-16k.mp3', 'MP3', 'minimp3-wasm'],
    ['ffmpeg-mp3.wav', 'MP3', 'minimp3-wasm'],
    ['ffmpeg-opus.opus', 'Opus in Ogg', 'opus-decoder'],
    ['ffmpeg-opus.webm', 'Opus in WebM', 'opus-decoder'],
    ['ffmpeg-vorbis.ogg', 'Vorbis in Ogg', '@wasm-audio-decoders/ogg-vorbis'],
  ] as const) {
    it(`${file}: npm install ${install}`, async () => {
      const opened = openSound([fixture(file)], { name: file, path: `/sounds/my ${file}`, codecs: NO_CODECS });
      await expect(opened).rejects.toMatchObject({ code: 'AUDIO_UNREADABLE' });
      await expect(opened).rejects.toThrow(
        `received ${what}, whose decoder is not installed: npm install ${install} (`,
      );
      await expect(opened).rejects.toThrow(`ffmpeg -i '/sounds/my ${file}' -ar 16000 '/sounds/my `);
    });
  }

  it('releases where its bytes came from', async () => {
    let released = false;
    async function* chunks() {
      try {
        yield fixture('ffmpeg-opus.opus');
        yield new Uint8Array(1);
      } finally {
        released = true;
      }
    }
    await expect(openSound(chunks(), { name: 'clip', codecs: NO_CODECS })).rejects.toThrow('opus-decoder');
    expect(released).toBe(true);
  });
});
