// Names what happens in a film: each picture goes through a small convolutional network on onnxruntime-web, its 40
// features are one step of a GRU, and the GRU says what the shape is doing. As one would put it behind an object
// detector: the detector sees where things are, the recurrent network what they do.
//
//   node examples/events/watch.mjs               a film, and what is said about it
//   node examples/events/watch.mjs --json        how often it is right on films that it did not learn from
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { lastValueFrom, toArray } from 'rxjs';
import { openStream, replay } from 'sluice';
import { readKernel, SequenceTrainer } from 'sluice/train';
import { seeded } from '../synthetic-voices/speak.mjs';
import { EVENTS, FPS, film, SIZE } from './scenes.mjs';

const { values: options } = parseArgs({
  options: {
    cell: { type: 'string', default: 'gru' },
    hidden: { type: 'string', default: '48' },
    films: { type: 'string', default: '400' },
    updates: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) {
  console.log(
    'node examples/events/watch.mjs [--cell gru|lstm|rnn] [--hidden 48] [--films 400] [--updates 1000] [--json]',
  );
  process.exit(0);
}

const FEATURES = 40;
const STEPS = 100;
/** Pictures after a change from which nobody could tell what it will be: a second. */
const GRACE = FPS;

env.wasm.numThreads = 1;
env.logLevel = 'error';
const session = await InferenceSession.create(await readFile(new URL('features.onnx', import.meta.url)));
const model = await train();
if (options.json) console.log(JSON.stringify(await judge()));
else await show();

/** What the detector makes of one picture: 40 numbers. */
async function featuresOf(picture) {
  const given = await session.run({ picture: new Tensor('float32', picture, [1, 1, SIZE, SIZE]) });
  return /** @type {Float32Array} */ (given.features?.data);
}

async function train() {
  const module = await readKernel();
  const random = seeded(1);
  const films = [];
  const count = Number(options.films);
  for (let i = 0; i < count; i++) {
    const { pictures, events, begun } = film(random, STEPS);
    films.push({ features: await Promise.all(pictures.map(featuresOf)), events, begun });
    progress('seeing', i / count);
  }
  const updates = Number(options.updates);
  const trainer = new SequenceTrainer(module, {
    cell: /** @type {'gru' | 'lstm' | 'rnn'} */ (options.cell),
    inputSize: FEATURES,
    hiddenSize: Number(options.hidden),
    outputSize: EVENTS.length,
    answers: 'classes',
    steps: STEPS,
    updates,
    learningRate: 0.01,
  });
  for (let update = 0; update < updates; update++) {
    trainer.train((input) => {
      const { features, events, begun } = pick(films, random);
      for (const [step, vector] of features.entries()) input(step).set(vector);
      return events.map((event, i) => (begun[i] < GRACE / 2 ? -1 : event));
    });
    progress('learning', update / updates);
  }
  if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(40)}\r`);
  return trainer.model({
    name: 'events',
    labels: EVENTS,
    frontEnd: {
      kind: 'raw',
      sampleRate: FEATURES * FPS,
      windowSamples: FEATURES,
      hopSamples: FEATURES,
      scale: 1,
    },
  });
}

/** @template T @param {T[]} all @param {() => number} random */
function pick(all, random) {
  return /** @type {T} */ (all[Math.floor(random() * all.length)]);
}

function progress(what, share) {
  if (process.stderr.isTTY) process.stderr.write(`\r${what}: ${Math.round(100 * share)} % `);
}

async function judge() {
  const { pictures, events, begun } = film(seeded(2), 3000);
  const vectors = await Promise.all(pictures.map(featuresOf));
  const samples = new Float32Array(FEATURES * vectors.length);
  for (const [i, vector] of vectors.entries()) samples.set(vector, i * FEATURES);
  const source = replay(samples, { sampleRate: FEATURES * FPS });
  const stream = await openStream({ source, model });
  const said = await lastValueFrom(stream.predictions$.pipe(toArray()));
  const judged = said.filter(({ index }) => (begun[index] ?? 0) >= GRACE);
  const right = judged.filter(({ index, scores }) => best(scores) === events[index]);
  const byEvent = EVENTS.map((name, event) => {
    const all = judged.filter(({ index }) => events[index] === event);
    return [name, right.filter(({ index }) => events[index] === event).length / all.length];
  });
  return {
    kind: 'events',
    cell: options.cell,
    pictures: judged.length,
    accuracy: right.length / judged.length,
    byEvent: Object.fromEntries(byEvent),
  };
}

/** A source of pictures as they come: each is looked at by the detector, and its features go into the stream. */
function camera(pictures, seen) {
  return {
    name: 'camera',
    live: true,
    open: async () => ({ sampleRate: FEATURES * FPS }),
    async feed(intake, signal) {
      const startMs = performance.now();
      for (const [i, picture] of pictures.entries()) {
        await sleep(Math.max(0, startMs + (i * 1000) / FPS - performance.now()));
        if (signal.aborted) return;
        const vector = await featuresOf(picture);
        seen.push(picture);
        const taken = intake.push(vector);
        if (taken < vector.length) intake.lose(vector.length - taken);
      }
    },
  };
}

/**
 * Shows the film in the terminal and what is said about it; where there is no terminal, what is said when that changes.
 */
async function show() {
  const { pictures } = film(seeded(Date.now() % 1000), 20 * FPS);
  const seen = [];
  const stream = await openStream({ source: camera(pictures, seen), model });
  let last = '';
  await stream.predictions$.forEach(({ endsAtMs, scores, latencyMs }) => {
    const event = EVENTS[best(scores)] ?? '';
    const line = `${(endsAtMs / 1000).toFixed(1).padStart(5)} s  ${event.padEnd(8)}  ${Math.max(...scores).toFixed(2)}  ${latencyMs.toFixed(1)} ms`;
    if (process.stdout.isTTY) process.stdout.write(`${picture(seen.at(-1))}\n${line}\x1b[${SIZE / 2}A\r`);
    else if (event !== last) console.log(line);
    last = event;
  });
  if (process.stdout.isTTY) process.stdout.write(`\x1b[${SIZE / 2 + 1}B\n`);
}

/** Two rows of the picture are a line of text. */
function picture(pixels) {
  const shade = (x, y) => pixels[y * SIZE + x] > 0.5;
  const row = (y) =>
    Array.from({ length: SIZE }, (_, x) => [' ', '▀', '▄', '█'][Number(shade(x, y)) + 2 * Number(shade(x, y + 1))]);
  return Array.from({ length: SIZE / 2 }, (_, y) => `│${row(2 * y).join('')}│`).join('\n');
}

function best(scores) {
  return scores.indexOf(Math.max(...scores));
}
