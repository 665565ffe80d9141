// A simulated plant: machines to watch, with faults to inject. Time is an argument, noise is seeded.
import { Random } from '../../random.js';
import { FURNACE } from './furnace.js';
import type { Fault, MachineKind, MachineState } from './machine.js';
import { PUMP } from './pump.js';
import { TRAFFIC } from './traffic.js';

/** One machine, as a watcher sees it. */
export interface Machine {
  /** Like `pump-1`: the name of its stream. */
  readonly name: string;
  readonly kind: string;
  readonly channels: readonly string[];
  /** (channels) */
  readonly units: readonly string[];
  readonly faults: readonly Fault[];
}

interface Running {
  readonly machine: Machine;
  readonly state: MachineState;
  /** Fault by name, and the second at which it began. */
  readonly begun: Map<string, number>;
}

export interface PlantOptions {
  /** @default 1 */
  readonly seed?: number;
  /** How many machines there are. @default 9 */
  readonly machines?: number;
}

/** Which kinds there are, in turn. */
const KINDS: readonly MachineKind[] = [PUMP, FURNACE, TRAFFIC, PUMP, TRAFFIC, PUMP, FURNACE, TRAFFIC, PUMP];

export class Plant {
  readonly machines: readonly Machine[];
  readonly #running: readonly Running[];
  #seconds = 0;

  constructor({ seed = 1, machines = KINDS.length }: PlantOptions = {}) {
    const random = new Random(seed);
    const counts = new Map<MachineKind, number>();
    this.#running = Array.from({ length: machines }, (_, i) => {
      const kind = KINDS[i % KINDS.length] as MachineKind;
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      const { channels, units, faults } = kind;
      return {
        machine: { name: `${kind.kind}-${number}`, kind: kind.kind, channels, units, faults },
        state: kind.create(new Random(Math.floor(random.between(1, 2 ** 30)))),
        begun: new Map<string, number>(),
      };
    });
    this.machines = this.#running.map(({ machine }) => machine);
  }

  /** The values of every machine, in the order of `machines`, `seconds` after the start; times must rise. */
  step(seconds: number): number[][] {
    this.#seconds = seconds;
    return this.#running.map(({ machine, state, begun }) => state.step(seconds, progressOf(machine, begun, seconds)));
  }

  /** Injects a fault, for as long as it lasts. Throws RangeError for an unknown machine or fault. */
  inject(name: string, fault: string): void {
    const { machine, begun } = this.#find(name);
    if (!machine.faults.some((each) => each.name === fault)) {
      throw new RangeError(`Cannot inject the fault: a ${machine.kind} has no fault '${fault}'`);
    }
    begun.set(fault, this.#seconds);
  }

  /** Names of the active faults of a machine, as of the last step. Throws RangeError for an unknown machine. */
  wrongWith(name: string): string[] {
    return [...this.#find(name).begun.keys()];
  }

  #find(name: string): Running {
    const running = this.#running.find(({ machine }) => machine.name === name);
    if (running === undefined) throw new RangeError(`Cannot inject the fault: there is no machine '${name}'`);
    return running;
  }
}

/** Removes faults that are over. */
function progressOf({ faults }: Machine, begun: Map<string, number>, seconds: number): Map<string, number> {
  const progress = new Map<string, number>();
  for (const [name, from] of begun) {
    const { seconds: length } = faults.find((fault) => fault.name === name) as Fault;
    if (seconds - from >= length) begun.delete(name);
    else progress.set(name, (seconds - from) / length);
  }
  return progress;
}
