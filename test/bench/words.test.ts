// openWakeWord beside our model: it hears what its published files are known to hear, on the same sound.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { bench } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';

const RATE = 16_000;
const folder = temporaryFolder();

it('finds the alexa of the bundled recording with both, and nothing in talk without it', async () => {
  const sound = readWav16(await readFile(new URL('../../src/assets/recording.wav', import.meta.url)));
  const [alexa, talk] = [sound.slice(9.5 * RATE, 10.7 * RATE), sound.slice(2 * RATE, 8 * RATE)];
  await mkdir(`${folder.path}/clips/alexa`, { recursive: true });
  await mkdir(`${folder.path}/talk`, { recursive: true });
  await writeFile(`${folder.path}/clips/alexa/dan.wav`, wavBytes(alexa, RATE));
  await writeFile(`${folder.path}/talk/ben.wav`, wavBytes(talk, RATE));
  const args = ['words', '--clips', `${folder.path}/clips`, '--talk', `${folder.path}/talk`, '--conditions', 'clean'];
  const { code, stderr, lines } = await bench([...args, '--json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const found = lines.filter(({ phrase }) => phrase === 'alexa');
  expect(found).toMatchObject([
    { said: 1, shipped: { missed: 0, falseAccepts: 0 } },
    { listener: expect.stringContaining('openWakeWord'), said: 1, shipped: { missed: 0, falseAccepts: 0 } },
  ]);
}, 60_000);

/** A file of 16-bit mono samples with the shortest head. */
function readWav16(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: (bytes.length - 44) / 2 }, (_, i) => bytes.readInt16LE(44 + 2 * i) / 32_768);
}
