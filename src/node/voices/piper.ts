// A Piper that the user names, with one of its voices: the nearest to people of all that is used here.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SluiceError } from '../../errors.js';
import type { Synthesizer, Voice } from '../../training/phrases/voices.js';
import { decodeAudio } from '../audio-file.js';
import { runProgram, temporarySound } from './programs.js';

const WEIGHT = 2;
/** Voices of one file that are used: some have 900 speakers. */
const MOST_SPEAKERS = 200;

/** `program`: its path. `model`: a voice, `NAME.onnx`, beside which lies `NAME.onnx.json`. Rejects where either fails. */
export async function openPiper(program: string, model: string): Promise<Synthesizer> {
  const count = await speakersOf(model);
  const file = basename(model).replace(/\.onnx$/, '');
  const voices = Array.from({ length: Math.min(count, MOST_SPEAKERS) }, (_, i): Voice => {
    const name = count === 1 ? file : `${file}-${i}`;
    return { name, speaker: `piper-${name.replaceAll(/[^\w-]/g, '_')}` };
  });
  const synthesizer: Synthesizer = {
    name: `piper ${file}`,
    version: file,
    about: `${program} with ${basename(model)}`,
    voices,
    accents: [],
    speaksSounds: false,
    weight: WEIGHT,
    speak: ({ voice, text, rate }) =>
      temporarySound(async (path) => {
        const speaker = count === 1 ? [] : ['--speaker', voice.slice(file.length + 1)];
        const args = ['--model', model, '--output_file', path, '--length_scale', (1 / rate).toFixed(3), ...speaker];
        await runProgram(program, args, { stdin: `${text}\n` });
        return decodeAudio(await readFile(path), 'piper.wav');
      }),
    close: async () => undefined,
  };
  await check(synthesizer, program);
  return synthesizer;
}

async function speakersOf(model: string): Promise<number> {
  const path = `${model}.json`;
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new SluiceError('DATA_UNUSABLE', `Cannot use the Piper voice ${model}: there is no ${path} beside it`, {
      cause,
    });
  });
  try {
    const { num_speakers: count } = JSON.parse(text) as { readonly num_speakers?: unknown };
    return typeof count === 'number' && count > 1 ? Math.floor(count) : 1;
  } catch (cause) {
    throw new SluiceError('DATA_UNUSABLE', `Cannot use the Piper voice ${model}: ${path} is no JSON`, { cause });
  }
}

async function check({ speak, voices }: Synthesizer, program: string): Promise<void> {
  try {
    await speak({ text: 'hello', voice: (voices[0] as Voice).name, rate: 1, pitch: 1 });
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = missing ? 'there is no such program' : (cause as Error).message;
    throw new SluiceError('DATA_UNUSABLE', `Cannot speak with Piper (${program}): ${why}`, { cause });
  }
}
