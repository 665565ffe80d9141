// Names the language of a text after each of its characters: a character-level GRU, trained here within seconds on small texts, then fed one character a
// step with its state carried on, so that it notices when the language changes.
//
//   node examples/languages/follow.mjs                          a text that changes its language, character by character
//   node examples/languages/follow.mjs "Wie spät ist es?"       yours
//   node examples/languages/follow.mjs --cell lstm --json       how often it is right on texts that it did not learn from
import { parseArgs } from 'node:util';
import { lastValueFrom, toArray } from 'rxjs';
import { openStream, replay } from 'sluice';
import { readKernel, SequenceTrainer } from 'sluice/train';
import { seeded } from '../synthetic-voices/speak.mjs';
import { places, SIZE, samplesOf } from './characters.mjs';
import { LANGUAGES, TESTS, TEXTS } from './texts.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cell: { type: 'string', default: 'gru' },
    hidden: { type: 'string', default: '64' },
    updates: { type: 'string', default: '250' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) {
  console.log('node examples/languages/follow.mjs [TEXT] [--cell gru|lstm|rnn] [--hidden 64] [--updates 250] [--json]');
  process.exit(0);
}

/** Characters a second, where a person watches. */
const RATE = 100;
const STEPS = 80;
/** Characters after a change of language that nobody could name it from. */
const GRACE = 4;
/** Characters that a text is judged from on. */
const JUDGED_FROM = 20;

const model = await train();
if (options.json) console.log(JSON.stringify(await judge()));
else await show(positionals.join(' ') || mixed());

async function train() {
  const module = await readKernel();
  const updates = Number(options.updates);
  const trainer = new SequenceTrainer(module, {
    cell: /** @type {'gru' | 'lstm' | 'rnn'} */ (options.cell),
    inputSize: SIZE,
    hiddenSize: Number(options.hidden),
    outputSize: LANGUAGES.length,
    answers: 'classes',
    steps: STEPS,
    updates,
    learningRate: 0.01,
  });
  const random = seeded(1);
  const learnt = LANGUAGES.map((language) => places(TEXTS[language]));
  for (let update = 0; update < updates; update++) {
    const loss = trainer.train((input) => excerpt(learnt, random, input));
    if (process.stderr.isTTY && update % 20 === 0)
      process.stderr.write(`\rlearning: ${Math.round((100 * update) / updates)} %, loss ${loss.toFixed(2)} `);
  }
  if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(40)}\r`);
  return trainer.model({
    name: 'languages',
    labels: LANGUAGES,
    frontEnd: { kind: 'raw', sampleRate: SIZE * RATE, windowSamples: SIZE, hopSamples: SIZE, scale: 1 },
  });
}

/** Pieces of texts, one after the other, for the state is never reset: each in another language. The language of every step. */
function excerpt(learnt, random, input) {
  const answers = [];
  while (answers.length < STEPS) {
    const language = Math.floor(random() * learnt.length);
    const text = learnt[language];
    const from = Math.floor(random() * text.length);
    const length = 20 + Math.floor(random() * STEPS);
    for (let i = 0; i < length && answers.length < STEPS; i++) {
      input(answers.length)[text[(from + i) % text.length]] = 1;
      answers.push(i < GRACE ? -1 : language);
    }
  }
  return answers;
}

/** The language after each character, as the stream's predictions say. */
async function languagesIn(text, pace) {
  const stream = await openStream({ source: replay(samplesOf(text), { sampleRate: SIZE * RATE, pace }), model });
  return lastValueFrom(stream.predictions$.pipe(toArray()));
}

async function judge() {
  let right = 0;
  let all = 0;
  /** @type {Record<string, number>} */
  const byLanguage = {};
  for (const [i, language] of LANGUAGES.entries()) {
    const said = (await languagesIn(TESTS[language], 'fast')).slice(JUDGED_FROM);
    const hits = said.filter(({ scores }) => best(scores) === i).length;
    byLanguage[language] = hits / said.length;
    right += hits;
    all += said.length;
  }
  return { kind: 'languages', cell: options.cell, characters: all, accuracy: right / all, byLanguage };
}

function mixed() {
  return LANGUAGES.map((language) => TESTS[language].slice(0, 60)).join(' ');
}

const COLOURS = [36, 33, 35, 31, 32, 34];

/** Prints the text at reading speed, each character in the colour of the language that it seemed to be in. */
async function show(text) {
  const colour = (i, what) => (process.stdout.isTTY ? `\x1b[${COLOURS[i % COLOURS.length]}m${what}\x1b[0m` : what);
  console.log(`${LANGUAGES.map((language, i) => colour(i, language)).join('  ')}\n`);
  const stream = await openStream({
    source: replay(samplesOf(text), { sampleRate: SIZE * RATE, pace: 'real-time' }),
    model,
  });
  const letters = [...text.normalize('NFC').replaceAll(/\s+/g, ' ')];
  let printed = 0;
  let steps = 0;
  let current = -1;
  await stream.predictions$.forEach(({ scores }) => {
    steps++;
    const language = best(scores);
    if (language !== current && !process.stdout.isTTY) process.stdout.write(`[${LANGUAGES[language]}] `);
    current = language;
    while (printed < letters.length && places(letters.slice(0, printed + 1).join('')).length <= steps)
      process.stdout.write(colour(language, letters[printed++]));
  });
  console.log();
}

function best(scores) {
  return scores.indexOf(Math.max(...scores));
}
