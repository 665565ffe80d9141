// A machine of the simulated plant. The values of its channels follow from time, noise and faults, step by step. The
// kinds of machine lie beside this file; nothing here knows networks.
import type { Random } from '../../random.js';

/** What can go wrong with a machine. */
export interface Fault {
  /** In addresses and messages. */
  readonly name: string;
  /** For people: what happens. */
  readonly title: string;
  /** How long it lasts, seconds of the plant's time. */
  readonly seconds: number;
}

/** A kind of machine. */
export interface MachineKind {
  readonly kind: string;
  readonly channels: readonly string[];
  /** (channels) */
  readonly units: readonly string[];
  readonly faults: readonly Fault[];
  /** A new machine of this kind, with its own noise. */
  create(random: Random): MachineState;
}

/** Progress of each active fault: 0 at its start, 1 at its end. */
export type Faults = ReadonlyMap<string, number>;

export interface MachineState {
  /** The values `seconds` after the plant's start; called with times that rise. */
  step(seconds: number, faults: Faults): number[];
}

/** Rises from 0 to 1 over `share` of a fault, stays, and falls over the last tenth. 0 where there is no fault. */
export function strength(progress: number | undefined, share: number): number {
  if (progress === undefined) return 0;
  return Math.min(1, progress / share, (1 - progress) / 0.1);
}

/** Follows a target as temperature does: by 1 - e^-(dt / tau). */
export class Lag {
  #value: number;
  #seconds: number | null = null;
  readonly #tau: number;

  constructor(value: number, tau: number) {
    this.#value = value;
    this.#tau = tau;
  }

  step(target: number, seconds: number): number {
    const passed = this.#seconds === null ? 0 : seconds - this.#seconds;
    this.#seconds = seconds;
    this.#value += (1 - Math.exp(-passed / this.#tau)) * (target - this.#value);
    return this.#value;
  }
}
