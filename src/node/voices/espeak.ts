// espeak-ng: by far the most voices, which all sound like a machine. GPL, so it is never a dependency: this machine's
// program, or an npm package that a person installs.
import { readFile } from 'node:fs/promises';
import { SluiceError } from '../../errors.js';
import type { Spoken, Synthesizer, Utterance, Voice } from '../../training/phrases/voices.js';
import { decodeAudio } from '../audio-file.js';
import { installedFile } from '../packages/installed.js';
import { firstLineOf, runProgram, temporarySound } from './programs.js';
import { SpeakingThreads } from './speaking-threads.js';

export const ESPEAK_PACKAGE = '@echogarden/espeak-ng-emscripten';

const ACCENTS: readonly string[] = [
  'en-us',
  'en-gb',
  'en-gb-scotland',
  'en-gb-x-rp',
  'en-029',
  'en-gb-x-gbclan',
  'en-gb-x-gbcwmd',
  'en-us-nyc',
];
/** The variants that sound like people: without robots, whispers and croaks. */
const VARIANTS: ReadonlySet<string> = new Set(
  `m1 m2 m3 m4 m5 m6 m7 m8 f1 f2 f3 f4 f5 klatt klatt2 klatt3 klatt4 klatt5 klatt6 Alex Alicia Andrea Andy Annie Denis
  Diogo Gene Gene2 Henrique Hugo Jacky Lee Marco Michael Nguyen adam anika antonio aunty belinda benjamin boris caleb
  david ed edward edward2 gustave iven john linda max michel miguel mike pablo paul pedro quincy rob robert sandro shelby
  steph steph2 steph3 travis victor zac grandma grandpa`.split(/\s+/),
);
const NOT_IN_PACKAGE: ReadonlySet<string> = new Set(['mike']);
/** Words a minute at rate 1, and espeak-ng's own pitch, of 0 to 99. */
const RATE = 165;
const PITCH = 50;
/** Steps of its pitch to an octave, about. */
const OCTAVE = 60;
const WEIGHT = 1;

const ABOUT = { name: 'espeak-ng', accents: ACCENTS, speaksSounds: false, weight: WEIGHT } as const;

/** This machine's `espeak-ng`, where there is one. */
export async function findEspeakProgram(): Promise<Synthesizer | undefined> {
  const listed = await runProgram('espeak-ng', ['--voices=variant']).catch(() => undefined);
  if (listed === undefined) return undefined;
  const names = [...listed.stdout.toString().matchAll(/!v\/(\w+)/g)].map((match) => match[1] as string);
  const voices = voicesOf(names);
  if (voices.length === 0) return undefined;
  return {
    ...ABOUT,
    version: await firstLineOf('espeak-ng', ['--version'], /text-to-speech: (\S+)/),
    about: "this machine's program 'espeak-ng', GPL",
    voices,
    speak: (utterance) =>
      temporarySound(async (path) => {
        const { voice, text, rate, pitch } = mannerOf(utterance);
        await runProgram('espeak-ng', ['-v', voice, '-s', `${rate}`, '-p', `${pitch}`, '-w', path, '--', text]);
        return decodeAudio(await readFile(path), 'espeak-ng.wav');
      }),
    close: async () => undefined,
  };
}

/** The npm package, where a person installed it. `threads`: how many speak at once. */
export async function findEspeakPackage(threads: number): Promise<Synthesizer | undefined> {
  const path = await installedFile(ESPEAK_PACKAGE);
  if (path === undefined) return undefined;
  const url = new URL('./espeak-worker.js', import.meta.url);
  const pool = new SpeakingThreads<EspeakRequest, Spoken | readonly string[]>(url, { path }, threads);
  // Not every build carries every accent, and it says so. Of variants it says nothing.
  const lacks = (await pool.ask({ lacks: ACCENTS })) as readonly string[];
  const manifest = JSON.parse(await readFile(path.replace(/[^/\\]+$/, 'package.json'), 'utf8'));
  return {
    ...ABOUT,
    version: `npm ${(manifest as { readonly version?: string }).version}`,
    about: `npm package ${ESPEAK_PACKAGE}, GPL`,
    accents: ACCENTS.filter((accent) => !lacks.includes(accent)),
    voices: voicesOf([...VARIANTS].filter((variant) => !NOT_IN_PACKAGE.has(variant))),
    async speak(utterance) {
      const spoken = (await pool.ask(mannerOf(utterance))) as Spoken;
      if (spoken.samples.length > 0) return spoken;
      throw new SluiceError('AUDIO_UNREADABLE', `espeak-ng said nothing of '${utterance.text}'`);
    },
    close: () => pool.close(),
  };
}

/** What a thread is asked: to speak, or which voices it lacks. */
export type EspeakRequest =
  | { readonly voice: string; readonly text: string; readonly rate: number; readonly pitch: number }
  | { readonly lacks: readonly string[] };

function mannerOf({ voice, accent, text, rate, pitch }: Utterance) {
  return {
    voice: `${accent ?? ACCENTS[0]}+${voice}`,
    text,
    rate: Math.round(Math.max(80, Math.min(450, RATE * rate))),
    pitch: Math.round(Math.max(0, Math.min(99, PITCH + OCTAVE * Math.log2(pitch)))),
  };
}

function voicesOf(names: readonly string[]): Voice[] {
  return names.filter((name) => VARIANTS.has(name)).map((name) => ({ name, speaker: `espeak-${name}` }));
}
