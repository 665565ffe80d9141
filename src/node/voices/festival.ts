// This machine's festival, by its program text2wave.
import { readFile } from 'node:fs/promises';
import type { Synthesizer, Voice } from '../../training/phrases/voices.js';
import { decodeAudio } from '../audio-file.js';
import { firstLineOf, runProgram, temporarySound } from './programs.js';

/** It starts anew for each text and takes about a second for it. */
const WEIGHT = 0.25;
/** English voices by the names that festival gives them; the first group is the speaker. */
const ENGLISH = /^(?:cmu_us_([a-z0-9]+)_\w+|(kal|ked|rab|don|el|gsw)_(?:diphone|lpc\w*)|nitech_us_([a-z0-9]+)_\w+)$/;

export async function findFestival(): Promise<Synthesizer | undefined> {
  const listed = await runProgram('festival', ['-b', '(print (voice.list))']).catch(() => undefined);
  const names = /\(([^()]*)\)/.exec(listed?.stdout.toString() ?? '')?.[1]?.split(/\s+/) ?? [];
  const voices = names.flatMap(voiceOf);
  if (voices.length === 0 || (await runProgram('text2wave', ['--help']).catch(() => undefined)) === undefined) {
    return undefined;
  }
  return {
    name: 'festival',
    version: await firstLineOf('festival', ['--version'], /System: (\S+)/),
    about: "this machine's program 'festival'",
    voices,
    accents: [],
    speaksSounds: false,
    weight: WEIGHT,
    // It has no common setting for the pitch of all its voices: formants, and with them pitch, are moved afterwards.
    speak: ({ voice, text, rate }) =>
      temporarySound(async (path) => {
        const manner = `(begin (voice_${voice}) (Parameter.set 'Duration_Stretch ${(1 / rate).toFixed(3)}))`;
        await runProgram('text2wave', ['-o', path, '-eval', manner], { stdin: text });
        return decodeAudio(await readFile(path), 'festival.wav');
      }),
    close: async () => undefined,
  };
}

function voiceOf(name: string): Voice[] {
  const match = ENGLISH.exec(name);
  const speaker = match?.[1] ?? match?.[2] ?? match?.[3];
  return speaker === undefined ? [] : [{ name, speaker }];
}
