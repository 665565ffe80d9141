// Which of the networks that a state dict may be of gives what the original gave: found by running them over the
// original's inputs. Only one may; where none does, or two that differ do, nothing is chosen.
import { SluiceError } from '../errors.js';
import { macsPerStep } from '../model/flow.js';
import type { Tensors } from '../model/layers.js';
import { ReferenceNetwork, sigmoid, softmax } from '../pipeline/network/reference.js';
import { Random } from '../random.js';
import type { Block } from './blocks.js';
import type { ExampleReading } from './example.js';
import {
  BETWEEN,
  ENDS,
  type End,
  type Guess,
  type GuessOptions,
  inShort,
  layersOf,
  ordersOf,
  partialOrdersOf,
  usualGuess,
  variationsOf,
} from './guess.js';

/** What was found. */
export interface Held {
  readonly guess: Guess;
  /** How the example's dimensions are meant. */
  readonly reading: ExampleReading;
  /** Largest difference from the example. */
  readonly difference: number;
  /** Networks that were run. */
  readonly tried: number;
}

/** Outputs within this, or this share of the largest, are the same: examples are written down with some digits. */
const MOST = 1e-4;
/** Of two that fit, one is meant where it is so much nearer, and this near. */
const NEARER = 10;
const NEAR = 1e-5;
/** Multiply-accumulates of all networks together: about a minute. */
const MOST_MACS = 2e10;
/** Rows after which a network that is far off is left. */
const SOME_ROWS = 3;

interface Trial {
  readonly guess: Guess;
  readonly reading: ExampleReading;
  readonly difference: number;
}

/**
 * `ends`: what may stand at the end. Throws SluiceError MODEL_MISMATCH, one sentence with what was tried, where no
 * network gives the outputs, or the example does not decide between two; DATA_UNUSABLE where it is too short to decide.
 */
export function hold(
  blocks: readonly Block[],
  tensors: Tensors,
  readings: readonly ExampleReading[],
  options: GuessOptions,
  ends: readonly End[] = ENDS,
): Held {
  const recurrent = blocks.some(({ kind }) => kind === 'recurrent');
  if (recurrent && !readings.some(({ sequences }) => sequences.some(({ inputs }) => inputs.length > 1)))
    throw new SluiceError(
      'DATA_UNUSABLE',
      'Cannot use the example: one frame does not show how the state goes on: give at least 2 frames, better 10',
    );
  const search = new Search(tensors, readings, ends);
  const whole = ordersOf(blocks, options);
  const fits = search.fitting(whole, options);
  if (fits.length === 0) fits.push(...search.fitting(partialOrdersOf(blocks, options), options));
  if (fits.length === 0) {
    if (recurrent && search.fitting(whole, options, true).length > 0)
      throw mismatch(
        'the example was made without a state: every frame of it begins from rest, as where batch_first=True was forgotten and time was taken for the batch: make it again with the dimensions that the network takes',
      );
    throw search.refusal(blocks);
  }
  return { ...search.only(fits), tried: search.tried };
}

class Search {
  tried = 0;
  #nearest: Trial | null = null;
  #macs = 0;
  readonly #tensors: Tensors;
  readonly #readings: readonly ExampleReading[];
  readonly #ends: readonly End[];
  readonly #most: number;

  constructor(tensors: Tensors, readings: readonly ExampleReading[], ends: readonly End[]) {
    const rows = readings[0]?.sequences.flatMap(({ outputs }) => outputs) ?? [];
    const largest = rows.reduce((most, row) => Math.max(most, ...(row ?? []).map(Math.abs)), 0);
    this.#tensors = tensors;
    this.#readings = readings;
    this.#ends = ends;
    this.#most = MOST * Math.max(1, largest);
  }

  /** `fromRest`: every frame begins from rest. */
  fitting(orders: readonly (readonly Block[])[], options: GuessOptions, fromRest = false): Trial[] {
    const fits: Trial[] = [];
    for (const order of orders)
      for (const guess of variationsOf({ ...usualGuess(order, options), end: 'none' }, ['none']))
        for (const reading of this.#readings) {
          if (this.#macs > MOST_MACS) return fits;
          for (const trial of this.#try(guess, reading, fromRest)) {
            if (trial.difference <= this.#most) fits.push(trial);
            if (!fromRest && trial.difference < (this.#nearest?.difference ?? Number.POSITIVE_INFINITY))
              this.#nearest = trial;
          }
        }
    return fits;
  }

  /** The guess with each end. */
  #try(guess: Guess, reading: ExampleReading, fromRest: boolean): Trial[] {
    const layers = layersOf(guess);
    const network = new ReferenceNetwork(layers, this.#tensors);
    const macs = macsPerStep(layers);
    const differences = this.#ends.map(() => 0);
    let rows = 0;
    for (const { inputs, outputs } of reading.sequences) {
      network.reset();
      for (const [t, frame] of inputs.entries()) {
        if (fromRest) network.reset();
        network.input = Array.from(frame);
        network.step();
        this.#macs += macs;
        const row = outputs[t];
        if (!row) continue;
        rows++;
        for (const [i, end] of this.#ends.entries())
          differences[i] = Math.max(differences[i] as number, apart(ended(end, network.scores), row));
        if (rows === SOME_ROWS && !differences.some((difference) => difference <= this.#most)) break;
      }
      if (rows >= SOME_ROWS && !differences.some((difference) => difference <= this.#most)) break;
    }
    this.tried += this.#ends.length;
    return this.#ends.map((end, i) => ({ guess: { ...guess, end }, reading, difference: differences[i] as number }));
  }

  /** The one that fits, or of those that do the one that fits far better. */
  only(fits: readonly Trial[]): Trial {
    const [best, ...others] = [...fits].sort((a, b) => a.difference - b.difference) as [Trial, ...Trial[]];
    const other = others.find((trial) => this.#differ(best.guess, trial.guess));
    if (!other || (best.difference <= NEAR && other.difference > NEARER * Math.max(best.difference, 1e-8))) return best;
    throw mismatch(
      `the example does not decide between (${inShort(best.guess)}) and (${inShort(other.guess)}): give more frames of ordinary inputs, or say which by --layers, or the end by --softmax, --sigmoid or --raw`,
    );
  }

  /** Whether two networks give different answers at all. */
  #differ(a: Guess, b: Guess): boolean {
    const networks = [a, b].map((guess) => new ReferenceNetwork(layersOf(guess), this.#tensors));
    const [one, two] = networks as [ReferenceNetwork, ReferenceNetwork];
    const random = new Random(3, 1);
    for (let t = 0; t < 32; t++) {
      const frame = one.input.map(() => random.between(-2, 2));
      for (const network of networks) {
        network.input = frame;
        network.step();
      }
      if (!(apart(one.scores, two.scores) <= 1e-6)) return true;
    }
    return false;
  }

  refusal(blocks: readonly Block[]): SluiceError {
    const near = this.#nearest;
    const nearest = near ? `, the nearest of them, (${inShort(near.guess)}), by ${near.difference.toPrecision(2)}` : '';
    return mismatch(
      `none of ${this.tried} networks of ${blocks.map(({ name, layer }) => `'${name || layer.name}'`).join(', ')} gives the outputs of the example${nearest}; tried: every order that the sizes allow, ${BETWEEN.join(', ')} between the layers and ${ENDS.join(', ')} at the end: say what it does by 'layers', or give the ONNX export`,
    );
  }
}

function ended(end: End, scores: readonly number[]): readonly number[] {
  switch (end) {
    case 'softmax':
      return softmax(scores);
    case 'log-softmax':
      return softmax(scores).map(Math.log);
    case 'sigmoid':
      return scores.map(sigmoid);
    case 'tanh':
      return scores.map(Math.tanh);
    case 'relu':
      return scores.map((score) => Math.max(score, 0));
    case 'none':
      return scores;
    default:
      return end satisfies never;
  }
}

/** Infinite where they are no numbers, or others in number. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] as number) - (b[i] as number));
    if (!(difference <= most)) most = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return most;
}

function mismatch(why: string): SluiceError {
  return new SluiceError('MODEL_MISMATCH', `Cannot convert the model: ${why}`);
}
