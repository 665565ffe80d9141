// A furnace that a thermostat keeps between two temperatures: gas goes on and off, the draft follows.
import type { Random } from '../../random.js';
import { type Faults, Lag, type MachineKind, type MachineState, strength } from './machine.js';

const LOW = 845;
const HIGH = 865;

export const FURNACE: MachineKind = {
  kind: 'furnace',
  channels: ['temperature', 'gas', 'draft'],
  units: ['°C', 'm³/h', 'Pa'],
  faults: [
    { name: 'door', title: 'the door is left open: it cools', seconds: 10 },
    { name: 'stuck', title: 'the thermometer is stuck: it gives one value', seconds: 12 },
    { name: 'draft', title: 'the chimney closes: the draft falls', seconds: 12 },
  ],
  create: (random) => new Furnace(random),
};

class Furnace implements MachineState {
  readonly #random: Random;
  readonly #heat: Lag;
  readonly #draft = new Lag(24, 1);
  #firing = true;
  #shown = LOW;

  constructor(random: Random) {
    this.#random = random;
    this.#heat = new Lag(random.between(LOW, HIGH), 14);
  }

  step(seconds: number, faults: Faults): number[] {
    const door = strength(faults.get('door'), 0.05);
    const closing = strength(faults.get('draft'), 0.25);
    const noise = (size: number) => size * this.#random.normal();
    const temperature = this.#heat.step((this.#firing ? 905 : 800) - 320 * door, seconds);
    if (temperature < LOW) this.#firing = true;
    if (temperature > HIGH) this.#firing = false;
    if (!faults.has('stuck')) this.#shown = temperature + noise(0.5);
    return [
      this.#shown,
      (this.#firing ? 62 : 8) + noise(0.8),
      this.#draft.step((this.#firing ? 30 : 21) * (1 - 0.6 * closing), seconds) + noise(0.3),
    ];
  }
}
