// A web service: requests come in waves, and latency rises with them.
import type { Random } from '../../random.js';
import { type Faults, type MachineKind, type MachineState, strength } from './machine.js';

const WAVE_SECONDS = 30;

export const TRAFFIC: MachineKind = {
  kind: 'traffic',
  channels: ['requests', 'latency'],
  units: ['/s', 'ms'],
  faults: [
    { name: 'rush', title: 'a rush: three times the requests', seconds: 8 },
    { name: 'slow', title: 'the database is slow: requests take long', seconds: 10 },
    { name: 'outage', title: 'an outage: nothing comes in', seconds: 8 },
  ],
  create: (random) => new Traffic(random),
};

class Traffic implements MachineState {
  readonly #random: Random;
  readonly #phase: number;

  constructor(random: Random) {
    this.#random = random;
    this.#phase = random.between(0, WAVE_SECONDS);
  }

  step(seconds: number, faults: Faults): number[] {
    const rush = strength(faults.get('rush'), 0.1);
    const slow = strength(faults.get('slow'), 0.2);
    const outage = strength(faults.get('outage'), 0.02);
    const wave = Math.sin((2 * Math.PI * (seconds + this.#phase)) / WAVE_SECONDS);
    const usual = 420 + 180 * wave;
    const requests = usual * (1 + 2 * rush) * (1 - outage);
    return [
      Math.max(0, Math.round(requests + 0.9 * Math.sqrt(requests) * this.#random.normal())),
      Math.max(0, (22 + 0.02 * requests) * (1 + 5 * slow) * (1 - outage) + 1.2 * this.#random.normal()),
    ];
  }
}
