// At which rate a network steps, and how it is kept in tune at a rate that it was not trained at. A recurrent network
// remembers by samples: its state is fed back after one sample of its training's rate. At another rate the state is
// taken from as long ago in time, between the states that were kept (Carson, Valimaki, Wright & Bilbao 2024, "Sample
// rate independent recurrent neural networks for audio effects processing", DAFx: there as the interpolation of a delay
// in the feedback; the weights are Lagrange's).
import { SluiceError } from '../errors.js';

/** Network steps for each sample. */
export type Oversampling = 1 | 2 | 4;

/** What is done where the sound has another rate than the model. */
export type OtherRate = 'correct' | 'refuse' | 'ignore';

export interface RatePlan {
  readonly factor: Oversampling;
  /** Steps in a sample of the model's rate: the delay of the state's feedback. */
  readonly delay: number;
  /** The state is sum_k weights[k] s[n - lag - k]. */
  readonly lag: number;
  readonly weights: readonly number[];
  /** What was changed of the options, or assumed: clauses for people. */
  readonly told: readonly string[];
}

export interface RateOptions {
  /** Of the model, in Hz; null: unknown. */
  readonly modelRate: number | null;
  /** Of the sound, in Hz. */
  readonly soundRate: number;
  readonly oversample: Oversampling;
  readonly otherRate: OtherRate;
  /** Of the interpolation: 1 is linear. @default 3 */
  readonly order?: 1 | 3;
}

/** Throws SluiceError MODEL_MISMATCH where the rates do not fit and must not, or cannot, be corrected. */
export function planRate({ modelRate, soundRate, oversample, otherRate, order = 3 }: RateOptions): RatePlan {
  const told: string[] = [];
  if (modelRate === null) told.push(`the model does not say its rate, and runs at that of the sound, ${soundRate} Hz`);
  if (modelRate === null || modelRate === soundRate || otherRate === 'ignore') {
    if (modelRate !== null && modelRate !== soundRate)
      told.push(`the model is of ${modelRate} Hz and runs at ${soundRate} Hz as it is`);
    return { factor: oversample, delay: oversample, lag: oversample, weights: [1], told };
  }
  const rates = `the model is of ${modelRate} Hz, the sound has ${soundRate} Hz`;
  if (otherRate === 'refuse') throw mismatch(`${rates}: resample the sound, or let the rate be corrected`);
  let factor = oversample;
  // a state from less than one step ago is not there yet
  while (soundRate * factor < modelRate && factor < 4) factor = factor === 1 ? 2 : 4;
  const delay = (soundRate * factor) / modelRate;
  if (delay < 1) throw mismatch(`${rates}, less than a quarter: resample the sound`);
  if (delay > MOST_DELAY) throw mismatch(`${rates}, which is ${MOST_DELAY} times as much or more: resample the sound`);
  if (factor !== oversample)
    told.push(`${rates}: it is oversampled ${factor} times, because it cannot be corrected below its rate`);
  else told.push(`${rates}: it is corrected`);
  return { factor, delay, ...interpolation(delay, order), told };
}

/** Steps of delay at most: 192 kHz, oversampled 4 times, with a model of 48 kHz. */
const MOST_DELAY = 32;

/** Lagrange's weights for the state `delay` steps ago, from `order` + 1 states around it. */
export function interpolation(delay: number, order: 1 | 3): Pick<RatePlan, 'lag' | 'weights'> {
  if (Number.isInteger(delay)) return { lag: delay, weights: [1] };
  const lag = Math.max(1, Math.floor(delay) - (order - 1) / 2);
  const at = delay - lag;
  const nodes = Array.from({ length: order + 1 }, (_, k) => k);
  const weights = nodes.map((k) =>
    nodes.reduce((product, j) => (j === k ? product : (product * (at - j)) / (k - j)), 1),
  );
  return { lag, weights };
}

function mismatch(why: string): SluiceError {
  return new SluiceError('MODEL_MISMATCH', `Cannot run the effect: ${why}`);
}
