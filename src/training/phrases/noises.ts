// Noise that is made by rule: what a model must hear behind and between words where there is no recording of it.
import type { Random } from '../../random.js';

export interface MadeNoise {
  readonly name: string;
  readonly samples: Float32Array;
}

type Maker = (length: number, sampleRate: number, random: Random) => Float32Array;

/** Some seconds of each kind, at about -20 dB. Deterministic for a `random`. */
export function makeNoises(seconds: number, sampleRate: number, random: Random): MadeNoise[] {
  return Object.entries(MAKERS).map(([name, make]) => ({
    name,
    samples: levelled(make(Math.round(seconds * sampleRate), sampleRate, random)),
  }));
}

const MAKERS: Readonly<Record<string, Maker>> = {
  white: (length, _, random) => whiteNoise(length, random),
  pink: (length, _, random) => pinkNoise(length, random),
  brown: (length, _, random) => brownNoise(length, random),
  hum: mainsHum,
  fan: fanNoise,
  clicks: clickNoise,
};

function whiteNoise(length: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => 2 * random.next() - 1);
}

/** Half the power an octave higher: three one-pole filters in parallel, their corners a decade apart. */
function pinkNoise(length: number, random: Random): Float32Array {
  const poles = [0.997, 0.96, 0.7];
  const gains = [0.06, 0.2, 0.6];
  const states = [0, 0, 0];
  return Float32Array.from({ length }, () => {
    const input = 2 * random.next() - 1;
    let sum = 0;
    for (let i = 0; i < 3; i++) {
      states[i] = (poles[i] as number) * (states[i] as number) + (gains[i] as number) * input;
      sum += states[i] as number;
    }
    return sum;
  });
}

/** A quarter of the power an octave higher. */
function brownNoise(length: number, random: Random): Float32Array {
  let state = 0;
  return Float32Array.from({ length }, () => {
    state = 0.998 * state + (2 * random.next() - 1);
    return state;
  });
}

/** Mains of 50 and 60 Hz with overtones, whose strengths change every few seconds, and a little hiss. */
function mainsHum(length: number, sampleRate: number, random: Random): Float32Array {
  const out = new Float32Array(length);
  const part = 4 * sampleRate;
  for (let from = 0; from < length; from += part) {
    const base = random.pick([50, 60, 100, 120]);
    const strengths = Array.from({ length: 12 }, (_, i) => random.next() / (1 + i * random.between(0.2, 1.5)));
    for (let i = from; i < Math.min(length, from + part); i++) {
      let sum = 0.02 * (2 * random.next() - 1);
      for (let k = 0; k < strengths.length; k++)
        sum += (strengths[k] as number) * sine((base * (k + 1) * i) / sampleRate);
      out[i] = sum;
    }
  }
  return out;
}

/** Brown noise with a tone of the blades, which turn slower and faster. */
function fanNoise(length: number, sampleRate: number, random: Random): Float32Array {
  const air = brownNoise(length, random);
  const bladeHz = random.between(40, 180);
  let turns = 0;
  return air.map((sample, i) => {
    turns += (bladeHz * (1 + 0.05 * sine((0.1 * i) / sampleRate))) / sampleRate;
    return sample * (1 + 0.4 * sine(turns)) + 2 * sine(2 * turns) + sine(5 * turns);
  });
}

/** Keys, cutlery, crackling: short decaying bursts at random times over a faint hiss. */
function clickNoise(length: number, sampleRate: number, random: Random): Float32Array {
  const out = whiteNoise(length, random).map((sample) => 0.002 * sample);
  for (let at = 0; at < length; at += Math.round(sampleRate * random.between(0.02, 0.7))) {
    const ring = random.between(400, 6000) / sampleRate;
    const decay = 1 - 1 / (sampleRate * random.between(0.001, 0.02));
    let level = random.between(0.2, 1);
    for (let i = at; i < length && level > 0.01; i++) {
      out[i]! += level * (sine(ring * (i - at)) + 0.5 * (2 * random.next() - 1));
      level *= decay;
    }
  }
  return out;
}

/** sin(2 pi turns) by a parabola and one correction, within 0.1 %: the same bits in every engine, which Math.sin is not. */
function sine(turns: number): number {
  const t = turns - Math.floor(turns);
  const parabola = t < 0.5 ? 8 * t * (1 - 2 * t) : -8 * (t - 0.5) * (2 - 2 * t);
  return parabola * (0.775 + 0.225 * Math.abs(parabola));
}

const LEVEL = 0.1;

function levelled(samples: Float32Array): Float32Array {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  const gain = LEVEL / Math.sqrt(power / Math.max(1, samples.length));
  return samples.map((sample) => Math.max(-1, Math.min(1, gain * sample)));
}
