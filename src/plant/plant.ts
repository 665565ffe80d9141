// A simulated plant: machines that somebody could watch, with faults to inject. Its time is an argument, its chance is seeded.
import { Random } from '../random.js';
import { FURNACE } from './furnace.js';
import type { Fault, MachineKind, MachineState } from './machine.js';
import { PUMP } from './pump.js';
import { TRAFFIC } from './traffic.js';

/** One machine, as whoever watches sees it. */
export interface Machine {
  /** Like `pump-1`: the name of its stream. */
  readonly name: string;
  readonly kind: string;
  readonly channels: readonly string[];
  readonly faults: readonly Fault[];
}

interface Running {
  readonly machine: Machine;
  readonly state: MachineState;
  /** Fault by name, and the second at which it began. */
  readonly begun: Map<string, number>;
}

/** How many of each there are. */
const MACHINES: readonly (readonly [MachineKind, number])[] = [
  [PUMP, 4],
  [FURNACE, 2],
  [TRAFFIC, 3],
];

export class Plant {
  readonly machines: readonly Machine[];
  readonly #running: readonly Running[];
  #seconds = 0;

  constructor(seed = 1) {
    const random = new Random(seed);
    this.#running = MACHINES.flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, i) => ({
        machine: { name: `${kind.kind}-${i + 1}`, kind: kind.kind, channels: kind.channels, faults: kind.faults },
        state: kind.create(new Random(Math.floor(random.between(1, 2 ** 30)))),
        begun: new Map<string, number>(),
      })),
    );
    this.machines = this.#running.map(({ machine }) => machine);
  }

  /** The values of every machine, in the order of `machines`, `seconds` after the start; times must rise. */
  step(seconds: number): number[][] {
    this.#seconds = seconds;
    return this.#running.map(({ machine, state, begun }) => state.step(seconds, progressOf(machine, begun, seconds)));
  }

  /** Lets something go wrong from now on, for as long as the fault lasts. Throws RangeError for a machine or fault that there is not. */
  inject(name: string, fault: string): void {
    const running = this.#running.find(({ machine }) => machine.name === name);
    if (running === undefined) throw new RangeError(`Cannot inject the fault: there is no machine '${name}'`);
    if (!running.machine.faults.some((each) => each.name === fault)) {
      throw new RangeError(`Cannot inject the fault: a ${running.machine.kind} has no fault '${fault}'`);
    }
    running.begun.set(fault, this.#seconds);
  }
}

/** Faults that are over are forgotten. */
function progressOf({ faults }: Machine, begun: Map<string, number>, seconds: number): Map<string, number> {
  const progress = new Map<string, number>();
  for (const [name, from] of begun) {
    const { seconds: length } = faults.find((fault) => fault.name === name) as Fault;
    if (seconds - from >= length) begun.delete(name);
    else progress.set(name, (seconds - from) / length);
  }
  return progress;
}
