// RNN, LSTM and GRU of equal hidden size, side by side: what they cost, what they can remember, and how their gradients fade. Trained by the package's own
// kernel on the adding problem, and on words where a folder of them is named.
//
//   node examples/compare-cells/compare.mjs                    lengths 20 to 200, a few minutes; writes compare-cells.svg and .html
//   node examples/compare-cells/compare.mjs --quick --json     two lengths, a few seconds
//   node examples/compare-cells/compare.mjs --data clips       the words in clips/<label>/ too
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { macsPerStep, parameterCount } from 'sluice';
import { timeLayers } from 'sluice/harness';
import { readKernel, SequenceTrainer } from 'sluice/train';
import { seeded } from '../synthetic-voices/speak.mjs';
import { addingProblem, SOLVED, TRIVIAL_ERROR } from './adding.mjs';
import { compareOnKeywords } from './keywords.mjs';
import { lineChart } from './plot.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    hidden: { type: 'string', default: '32' },
    data: { type: 'string' },
    labels: { type: 'string' },
    epochs: { type: 'string', default: '40' },
    out: { type: 'string', default: 'compare-cells' },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) {
  console.log(
    'node examples/compare-cells/compare.mjs [--quick] [--hidden 32] [--data DIR [--labels a,b] [--epochs 40]] [--out NAME] [--json]',
  );
  process.exit(0);
}

const CELLS = /** @type {const} */ (['rnn', 'lstm', 'gru']);
const hidden = Number(options.hidden);
const lengths = options.quick ? [10, 40] : [20, 50, 100, 150, 200];
const updates = options.quick ? 1600 : 4000;
/** An "epoch" of the adding problem: so many batches. */
const EPOCH = 100;
const LAST = 20;

const module = await readKernel();
const cells = CELLS.map(compare);
const keywords = options.data ? await compareOnKeywords(CELLS, { ...options, hidden }) : [];
await writePictures(cells);
if (options.json) console.log(JSON.stringify({ kind: 'compare-cells', hidden, lengths, cells, keywords }));
else print(cells, keywords);

function compare(cell) {
  /** @type {any[]} */
  const runs = lengths.map((steps) => train(cell, steps));
  const [shortest] = runs;
  const middle = runs[runs.length >> 1];
  const { layers, tensors } = shortest.trainer;
  const recurrent = layers.slice(0, 1);
  return {
    cell,
    parameters: parameterCount(recurrent),
    macsPerStep: macsPerStep(recurrent),
    stepUs: timeLayers(module, layers, tensors, 500),
    secondsPerEpoch: middle.secondsPerEpoch,
    errors: runs.map(({ error }) => error),
    remembers: Math.max(0, ...runs.map(({ steps, error }) => (error < SOLVED ? steps : 0))),
    gradientLength: middle.steps,
    gradients: middle.gradients,
  };
}

/** @returns {any} */
function train(cell, steps) {
  const trainer = new SequenceTrainer(module, {
    cell,
    inputSize: 2,
    hiddenSize: hidden,
    outputSize: 1,
    steps,
    updates,
    learningRate: 0.005,
  });
  const make = addingProblem(steps, seeded(steps));
  const startMs = performance.now();
  // the logarithm of each norm beside the last state's, the mean over the second half of training
  const fading = new Float64Array(steps);
  let samples = 0;
  for (let update = 0; update < updates; update++) {
    trainer.train(make);
    if (update % 50 !== 0) continue;
    if (process.stderr.isTTY)
      process.stderr.write(`\r${cell}, length ${steps}: ${Math.round((100 * update) / updates)} %   `);
    if (update < updates / 2) continue;
    const norms = trainer.memoryGradientNorms;
    for (const [ago, norm] of norms.entries()) fading[ago] = (fading[ago] ?? 0) + Math.log10(norm / (norms[0] ?? 1));
    samples++;
  }
  const secondsPerEpoch = ((performance.now() - startMs) / 1000 / updates) * EPOCH;
  let error = 0;
  for (let i = 0; i < LAST; i++) error += trainer.test(make) / LAST;
  if (process.stderr.isTTY) process.stderr.write('\r                              \r');
  return { trainer, steps, error, secondsPerEpoch, gradients: Array.from(fading, (log) => 10 ** (log / samples)) };
}

async function writePictures(compared) {
  const names = compared.map(({ cell }) => cell.toUpperCase());
  const charts = [
    lineChart({
      title: `Error on the adding problem (${hidden} units; 1/6 is a constant answer)`,
      x: 'length of the sequence',
      y: 'mean squared error',
      logarithmic: true,
      lines: compared.map(({ errors }, i) => ({
        name: names[i],
        points: errors.map((error, j) => [lengths[j] ?? 0, error]),
      })),
    }),
    lineChart({
      title: `How much the answer depends on what was remembered so many steps ago (length ${compared[0]?.gradientLength})`,
      x: 'steps before the end',
      y: 'norm of the gradient, the last being 1',
      logarithmic: true,
      lines: compared.map(({ gradients }, i) => ({
        name: names[i],
        points: gradients.map((norm, ago) => [ago, norm]),
      })),
    }),
  ];
  await Promise.all(
    charts.map((chart, i) => writeFile(`${options.out}-${['error', 'gradient'][i]}.svg`, `${chart}\n`)),
  );
  await writeFile(
    `${options.out}.html`,
    `<!doctype html><meta charset="utf-8"><title>RNN, LSTM, GRU</title>${charts.join('\n')}\n`,
  );
}

function print(compared, onKeywords) {
  const rows = compared.map((each) => [
    each.cell.toUpperCase(),
    each.parameters.toLocaleString('en'),
    each.macsPerStep.toLocaleString('en'),
    `${each.stepUs.toFixed(2)} µs`,
    `${each.secondsPerEpoch.toFixed(2)} s`,
    each.remembers === 0 ? 'none' : `${each.remembers} steps`,
    each.gradients.at(-10).toExponential(0),
  ]);
  const head = [
    'cell',
    'parameters',
    'MACs a step',
    'time a step',
    `${EPOCH} batches`,
    'solves up to',
    `gradient ${(compared[0]?.gradientLength ?? 0) - 10} ago`,
  ];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  for (const row of [head, ...rows])
    console.log(
      row
        .map((text, i) => text.padEnd(widths[i]))
        .join('   ')
        .trimEnd(),
    );
  console.log(
    `\nsolved: an error below ${SOLVED}; a constant answer has ${TRIVIAL_ERROR.toFixed(3)}. Pictures: ${options.out}.html`,
  );
  for (const { cell, accuracy, secondsPerEpoch } of onKeywords)
    console.log(
      `${cell.toUpperCase()} on words: ${(100 * accuracy).toFixed(1)} % of clips by unheard speakers, ${secondsPerEpoch.toFixed(1)} s an epoch`,
    );
}
