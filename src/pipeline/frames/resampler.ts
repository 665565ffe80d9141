// From the input's rate to the model's, by a polyphase filter with a Kaiser window: the pass band ends at 0.9 of the
// lower Nyquist frequency, the stop band (at least -85 dB) begins at that frequency. Positions are whole samples and an
// integer remainder, so they never drift.
import { besselI0, sinTurns } from '../../exact.js';
import { type Kernel, padded } from '../kernel-access/kernel.js';

const STOP_BAND_DB = 90;
const PASS_BAND = 0.9;
/**
 * Up to this many phases every position has its own filter row. With more, filters are interpolated between
 * INTERPOLATED_PHASES rows.
 */
const EXACT_PHASES = 320;
const INTERPOLATED_PHASES = 512;

/** A filter bank for one pair of rates. All streams with this pair share it. */
export class ResamplerDesign {
  readonly taps: number;
  readonly phases: number;
  /** Output m lies at input position m * step / whole, in lowest terms. */
  readonly step: number;
  readonly whole: number;
  readonly tableAt: number;
  readonly tableBytes: number;

  constructor(kernel: Kernel, inputRate: number, outputRate: number) {
    const divisor = greatestCommonDivisor(inputRate, outputRate);
    this.step = inputRate / divisor;
    this.whole = outputRate / divisor;
    this.phases = phasesOf(this.whole);
    const table = designFilters(inputRate, outputRate, this.phases);
    this.taps = table.taps;
    this.tableBytes = table.values.length * 4;
    this.tableAt = kernel.place(table.values);
  }

  /** Delay of an output in input samples: half the filter. */
  get delaySamples(): number {
    return this.taps / 2;
  }

  /** The most input samples that `outputs` outputs can take at once. */
  mostNeeded(outputs: number): number {
    return Math.ceil((outputs * this.step) / this.whole) + this.taps + 1;
  }
}

/** Bytes of the filter bank for a pair of rates, whole Hz; 0 where they are equal. */
export function filterBytes(inputRate: number, outputRate: number): number {
  if (inputRate === outputRate) return 0;
  const phases = phasesOf(outputRate / greatestCommonDivisor(inputRate, outputRate));
  return 4 * (phases + 1) * tapsOf(nyquistOf(inputRate, outputRate));
}

/** The rows of a filter bank, (phases + 1, taps). Row p gives the value p / phases after tap number taps / 2 - 1. */
export function designFilters(
  inputRate: number,
  outputRate: number,
  phases: number,
): { taps: number; values: Float32Array } {
  const nyquist = nyquistOf(inputRate, outputRate);
  const cutoff = (nyquist * (1 + PASS_BAND)) / 2;
  // Kaiser's estimates of shape and, in tapsOf, length (Oppenheim & Schafer, "Discrete-Time Signal Processing", 7.62
  // and 7.63)
  const beta = 0.1102 * (STOP_BAND_DB - 8.7);
  const taps = tapsOf(nyquist);
  const half = taps / 2;
  const values = new Float32Array((phases + 1) * taps);
  const row = new Float64Array(taps);
  for (let phase = 0; phase <= phases; phase++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const t = tap - (half - 1) - phase / phases;
      const edge = 1 - (t / half) * (t / half);
      const window = edge > 0 ? besselI0(beta * Math.sqrt(edge)) : 0;
      row[tap] = window * (t === 0 ? 2 * cutoff : sinTurns(cutoff * t) / (Math.PI * t));
      sum += row[tap] as number;
    }
    for (let tap = 0; tap < taps; tap++) values[phase * taps + tap] = (row[tap] as number) / sum;
  }
  return { taps, values };
}

function phasesOf(whole: number): number {
  return whole <= EXACT_PHASES ? whole : INTERPOLATED_PHASES;
}

/** The lower Nyquist frequency, in cycles per input sample. */
function nyquistOf(inputRate: number, outputRate: number): number {
  return Math.min(inputRate, outputRate) / 2 / inputRate;
}

function tapsOf(nyquist: number): number {
  const transition = 2 * Math.PI * nyquist * (1 - PASS_BAND);
  return padded(Math.ceil((STOP_BAND_DB - 7.95) / (2.285 * transition)) + 2);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
