// Writes a folder of continuous talk that espeak-ng speaks, and flite where it is installed, for
// `sluice train keywords --talk`: a minute a file and voice, 16 kHz mono 16-bit WAV, `synth-<voice>-<n>.wav`. Nobody says
// one of the phrases given, but much sounds like a part of them. The same seed makes the same talk. See --help.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { holds, neighbours, phonemesOf } from './neighbours.mjs';
import { output, parseWav, resample, sampleRate, seeded, speak, wav } from './speak.mjs';
import { bases, between, pick, variants } from './voices.mjs';

const help = `Usage: node talk.mjs OUT --phrase TEXT [--phrase TEXT ...] [options]

Writes talk by synthetic voices to the folder OUT.

  --phrase TEXT   a phrase that is not to be said; its neighbours are said often
  --minutes N     so much of it, a file each minute (default 60)
  --words FILE    a word a line (default /usr/share/dict/words, of Debian's wamerican)
  --seed N        another seed, other sentences and voices (default 1)
  --jobs N        voices at once (default 2)
  --help          this text`;

const NEIGHBOURS = 120;
const NEIGHBOUR_SHARE = 0.25;
const SMALL_WORDS =
  `the a an of to in and for with at by from but or as if when while because than that this these those
  his her their our your my its some any each every no one two three he she they we you it who which is was are were be
  been has had have will would can could may must should did does not very too also only just still even then there here
  now up down out off on over under about after before between through`.split(/\s+/);
const FLITE = ['awb', 'rms', 'slt', 'kal16'];
const FLITE_SHARE = 0.3;

await main();

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      phrase: { type: 'string', multiple: true, default: [] },
      minutes: { type: 'string', default: '60' },
      words: { type: 'string', default: '/usr/share/dict/words' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
    },
  });
  const [out] = positionals;
  if (values.help || out === undefined || values.phrase.length === 0) {
    console.log(help);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const words = (await readFile(values.words, 'utf8')).split('\n').filter((word) => /^[a-z]{2,13}$/.test(word));
  const random = seeded(Number(values.seed));
  const texts = await vocabulary(values.phrase, words);
  console.error(`${texts.words.length} words, of them near the phrases: ${texts.near.length}`);
  await mkdir(out, { recursive: true });
  const voices = [...((await hasFlite()) ? FLITE : [])];
  const files = Array.from({ length: Number(values.minutes) }, (_, n) => {
    const name = voices.length > 0 && random() < FLITE_SHARE ? `flite-${pick(voices, random)}` : null;
    const voice = name ?? `${pick(bases, random)}+${pick(variants, random)}`;
    const sentences = Array.from({ length: 16 }, () => ({
      text: sentence(texts, random),
      pauseMs: between(60, 700, random),
    }));
    return {
      voice,
      sentences,
      speed: between(120, 220, random),
      pitch: between(10, 90, random),
      file: `synth-${voice}-${n}.wav`,
    };
  });
  let next = 0;
  const worker = async () => {
    for (let file = files[next++]; file !== undefined; file = files[next++]) {
      await writeFile(join(out, file.file), wav(await talk(file)));
      if (next % 20 === 0) console.error(`${next} of ${files.length} files`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
}

/** The words that may be said, and those that are said often, for they lie near a phrase. */
async function vocabulary(phrases, words) {
  const [heard, sounds] = [await phonemesOf(phrases), await phonemesOf(words)];
  const free = words.flatMap((_, i) => (heard.some((phrase) => holds(sounds[i], phrase)) ? [] : [i]));
  const freeWords = free.map((i) => words[i]);
  const freeSounds = free.map((i) => sounds[i]);
  const near = heard.flatMap((phrase) => neighbours(phrase, freeWords, freeSounds, NEIGHBOURS));
  const parts = phrases.flatMap((phrase) => (phrase.includes(' ') ? phrase.split(' ') : []));
  return {
    words: freeWords,
    near: [...near, ...parts.flatMap((part) => Array.from({ length: 20 }, () => part))],
    phrases,
  };
}

function sentence({ words, near, phrases }, random) {
  const count = between(5, 14, random);
  for (;;) {
    const said = [];
    while (said.length < count) {
      if (random() < 0.45) said.push(pick(SMALL_WORDS, random));
      said.push(random() < NEIGHBOUR_SHARE ? pick(near, random) : pick(words, random));
    }
    const text = said.join(' ');
    if (!phrases.some((phrase) => text.includes(phrase))) return `${text}${pick(['.', '.', '.', '?', '!'], random)}`;
  }
}

async function talk({ voice, sentences, speed, pitch }) {
  const parts = [];
  for (const { text, pauseMs } of sentences) {
    parts.push(
      voice.startsWith('flite-')
        ? await flite(text, voice.slice(6), speed, pitch)
        : await speak(text, { voice, speed, pitch }),
    );
    parts.push(new Float32Array(Math.round((pauseMs * sampleRate) / 1000)));
  }
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// A voice read faster or slower than it was made has another throat: a cheap way to more speakers.
async function flite(text, voice, speed, pitch) {
  const stretch = (160 / speed).toFixed(2);
  const options = ['-voice', voice, '--setf', `duration_stretch=${stretch}`, '-t', text, '-o', '/dev/stdout'];
  // A pipe of a shell: flite cannot open the socket that this process would give it as standard output.
  const { rate, samples } = parseWav(await output('sh', ['-c', 'flite "$@" | cat', 'flite', ...options]));
  return resample(samples, 100 * Math.round((rate * (0.85 + (0.3 * pitch) / 100)) / 100));
}

function hasFlite() {
  return new Promise((resolve) => execFile('flite', ['-lv'], (error) => resolve(error === null)));
}
