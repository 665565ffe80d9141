// Made-up words, said by the vocoder of teaching from stretches of the talk that ships: every take at another pitch and
// speed, in faint noise, as a person would say it again.
import { readFileSync } from 'node:fs';
import { Random } from '#src/random.js';
import type { TaughtSound } from '#src/training/teaching/takes.js';
import { type Envelopes, readTalkBank } from '#src/training/teaching/talk-bank.js';
import { speak } from '#src/training/teaching/vocoder.js';

export const madeTalk: readonly Envelopes[] = readTalkBank(
  readFileSync(new URL('../../dist/talk/talk.bank', import.meta.url)),
);

const RATE = 16_000;
const FRAMES = 27;

/** A take of a word: `which` chooses the word, `take` how it is said. */
export function madeWord(which: number, take: number, name = `take-${take}.wav`): TaughtSound {
  const random = new Random(which, take, 3);
  const speaker = { pitch: random.between(115, 135), tract: 1, speed: random.between(0.93, 1.07) };
  const word = speak(stretchOf(which), speaker, random);
  const quiet = Math.round(0.4 * RATE);
  const samples = Float32Array.from({ length: word.length + 2 * quiet }, () => 2e-4 * (2 * random.next() - 1));
  const fade = 320;
  for (let i = 0; i < word.length; i++) {
    const share = Math.min(1, i / fade, (word.length - i) / fade);
    samples[quiet + i]! += 0.35 * share * (word[i] as number);
  }
  return { name, samples, sampleRate: RATE };
}

/** Other voices that say sentences, seconds of it. */
export function otherTalk(seconds: number, seed: number): Float32Array {
  const random = new Random(seed, 4);
  const out = new Float32Array(seconds * RATE);
  for (let at = 0; at < out.length; ) {
    const speaker = { pitch: random.between(90, 220), tract: random.between(0.92, 1.1), speed: 1 };
    const said = speak(madeTalk[60 + random.below(40)] as Envelopes, speaker, random);
    out.set(
      said.subarray(0, out.length - at).map((sample) => 0.5 * sample),
      at,
    );
    at += said.length;
  }
  return out;
}

/** The loudest stretch of a word's length in a recording. */
function stretchOf(which: number): Envelopes {
  const frames = madeTalk[which] as Envelopes;
  const loudness = frames.map((frame) => frame.reduce((sum, value) => sum + Math.exp(value), 0));
  let best = 0;
  let most = 0;
  for (let from = 0; from + FRAMES <= frames.length; from++) {
    const sum = loudness.slice(from, from + FRAMES).reduce((a, b) => a + Math.sqrt(b), 0);
    if (sum > most) [best, most] = [from, sum];
  }
  return frames.slice(best, best + FRAMES);
}
