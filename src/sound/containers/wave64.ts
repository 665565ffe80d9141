// Sony Wave64: WAV with names of 16 bytes and sizes of 64 bits that count their own header; chunks start on multiples
// of 8.
import { letters, uint64, viewOf } from '../bits.js';
import type { OpenContainer } from '../layout.js';
import { unreadable } from '../refusal.js';
import { dataSize } from './sizes.js';
import { openWave } from './wave.js';
import { readWaveFormat, type WaveFormat } from './wave-format.js';

const HEADER = 24;
const LARGEST_FORMAT = 65_536;

export function beginsWave64(bytes: Uint8Array): boolean {
  return letters(bytes, 0) === 'riff' && letters(bytes, 24) === 'wave' && bytes[4] === 0x2e;
}

export const openWave64: OpenContainer = async (opening) => {
  const { bytes, name } = opening;
  await bytes.skip(40);
  let format: WaveFormat | undefined;
  let frames: number | undefined;
  for (;;) {
    const header = await bytes.take(HEADER);
    if (header.length < HEADER) break;
    const id = letters(header, 0);
    const size = uint64(viewOf(header), 16, true) - HEADER;
    if (id === 'data') {
      if (format === undefined) throw unreadable(name, 'a Wave64 file without a whole "fmt " chunk before its sound');
      const { most, assumed, warnings } = dataSize(size <= 0 ? 2 ** 64 : size, bytes.left);
      const sound = await openWave(opening, 'Wave64', format, { bytes, most, frames, littleEndian: true });
      return { ...sound, layout: { ...sound.layout, assumed, warnings: [...warnings, ...sound.layout.warnings] } };
    }
    if (size < 0) break;
    const padded = Math.ceil(size / 8) * 8;
    if ((id === 'fmt ' || id === 'fact') && size <= LARGEST_FORMAT) {
      const body = Uint8Array.from((await bytes.take(padded)).subarray(0, size));
      if (id === 'fmt ' && body.length === size) format = readWaveFormat(body, true);
      if (id === 'fact' && body.length >= 8) frames = uint64(viewOf(body), 0, true) || undefined;
    } else {
      await bytes.skip(padded);
    }
  }
  throw unreadable(name, `a Wave64 file without ${format === undefined ? 'a whole "fmt " chunk' : 'a "data" chunk'}`);
};
