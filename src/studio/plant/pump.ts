// A pump with a duty cycle: pressure and flow rise together, vibration follows the speed.
import type { Random } from '../../random.js';
import { type Faults, Lag, type MachineKind, type MachineState, strength } from './machine.js';

const CYCLE_SECONDS = 12;

export const PUMP: MachineKind = {
  kind: 'pump',
  channels: ['pressure', 'flow', 'vibration'],
  units: ['bar', 'l/min', 'mm/s'],
  faults: [
    { name: 'leak', title: 'a leak: pressure sinks while flow rises', seconds: 14 },
    { name: 'bearing', title: 'a bearing wears: vibration grows', seconds: 14 },
    { name: 'blocked', title: 'the outlet is blocked: flow stops', seconds: 8 },
  ],
  create: (random) => new Pump(random),
};

class Pump implements MachineState {
  readonly #random: Random;
  readonly #phase: number;
  readonly #speed = new Lag(0.8, 0.8);

  constructor(random: Random) {
    this.#random = random;
    this.#phase = random.between(0, CYCLE_SECONDS);
  }

  step(seconds: number, faults: Faults): number[] {
    const leak = strength(faults.get('leak'), 0.2);
    const bearing = strength(faults.get('bearing'), 0.4);
    const blocked = strength(faults.get('blocked'), 0.05);
    const high = (seconds + this.#phase) % CYCLE_SECONDS < CYCLE_SECONDS * 0.6;
    const speed = this.#speed.step(high ? 1 : 0.6, seconds);
    const noise = (size: number) => size * this.#random.normal();
    return [
      4.2 * speed * speed * (1 - 0.45 * leak) + 1.6 * blocked + noise(0.04),
      18 * speed * (1 + 0.3 * leak) * (1 - 0.95 * blocked) + noise(0.2),
      1.1 * speed * (1 + 2.5 * bearing) + 0.15 * blocked + Math.abs(noise(0.05 * (1 + 4 * bearing))),
    ];
  }
}
