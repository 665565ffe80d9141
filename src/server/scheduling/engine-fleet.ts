// The engines of a server: as many as the machine has cores to spare, each started when first needed, one that has died left behind.
import { availableParallelism } from 'node:os';
import type { EngineHandle } from '../../engine/main/engine.js';
import { type Placeable, place } from './placement.js';
import { Feeder } from './stream-scheduler.js';

export interface EngineSeat {
  readonly engine: EngineHandle;
  readonly feeder: Feeder;
  /** Gives the seat up. */
  leave(): void;
}

class FleetEngine implements Placeable {
  readonly feeder = new Feeder({ hold: () => this.#engine?.holdBell(), release: () => this.#engine?.releaseBell() });
  readonly started: Promise<EngineHandle>;
  readonly models = new Map<unknown, number>();
  load = 0;
  /** Null while it starts. */
  #engine: EngineHandle | null = null;
  #failed = false;

  constructor(started: Promise<EngineHandle>) {
    this.started = started;
    started.then(
      (engine) => {
        this.#engine = engine;
      },
      () => {
        this.#failed = true;
      },
    );
  }

  get alive(): boolean {
    return !this.#failed && (this.#engine?.alive ?? true);
  }

  has(model: unknown): boolean {
    return this.models.has(model);
  }
}

export class EngineFleet {
  readonly #start: () => Promise<EngineHandle>;
  readonly #most: number;
  readonly #engines: FleetEngine[] = [];

  /** `most`: engines. Default: one core is left for the sockets. */
  constructor(start: () => Promise<EngineHandle>, most = Math.max(1, availableParallelism() - 1)) {
    this.#start = start;
    this.#most = most;
  }

  get feeders(): readonly Feeder[] {
    return this.#engines.map(({ feeder }) => feeder);
  }

  /** Rejects as `createEngine` does. */
  async seat(model: unknown, load: number): Promise<EngineSeat> {
    const engine = this.#placeFor(model, load);
    engine.load += load;
    engine.models.set(model, (engine.models.get(model) ?? 0) + 1);
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      engine.load -= load;
      const streams = (engine.models.get(model) ?? 1) - 1;
      if (streams === 0) engine.models.delete(model);
      else engine.models.set(model, streams);
    };
    try {
      return { engine: await engine.started, feeder: engine.feeder, leave };
    } catch (error) {
      leave();
      this.forgetIfDead(engine.feeder);
      throw error;
    }
  }

  /** Where the engine of this feeder has died, the next stream that would go there starts another. */
  forgetIfDead(feeder: Feeder): void {
    const at = this.#engines.findIndex((engine) => engine.feeder === feeder);
    if (at >= 0 && !(this.#engines[at] as FleetEngine).alive) this.#engines.splice(at, 1);
  }

  async close(): Promise<void> {
    const engines = this.#engines.splice(0);
    await Promise.all(engines.map(async ({ started }) => (await started.catch(() => null))?.close()));
  }

  #placeFor(model: unknown, load: number): FleetEngine {
    const idle = this.#engines.some((engine) => engine.load === 0);
    if (this.#engines.length < this.#most && !idle) this.#engines.push(new FleetEngine(this.#start()));
    return place(this.#engines, model, load);
  }
}
