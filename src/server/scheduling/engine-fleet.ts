// The engines of a server: as many as the machine has cores to spare, and as many again for streams whose hops take
// long. An engine cannot interrupt a hop, but the system can interrupt a thread: so no stream of short hops waits behind
// a long one. Each engine starts when it is first needed; one that has died is left behind.
import { availableParallelism } from 'node:os';
import type { EngineHandle } from '../../engine/main/engine.js';
import { Refusal } from '../../protocol/closing.js';
import { type Placeable, place } from './placement.js';
import { StreamScheduler } from './stream-scheduler.js';

/** A hop of more work takes long: about a millisecond. */
const LONG_WORK = 32;

/** A stream's place in an engine. */
export interface EnginePlacement {
  readonly engine: EngineHandle;
  readonly scheduler: StreamScheduler;
  /** Gives the place up. */
  release(): void;
}

class FleetEngine implements Placeable {
  readonly scheduler = new StreamScheduler({
    hold: () => this.#engine?.holdBell(),
    release: () => this.#engine?.releaseBell(),
  });
  readonly started: Promise<EngineHandle>;
  /** Streams by model. */
  readonly models = new Map<unknown, number>();
  load = 0;
  /** Whether its streams are those whose hops take long. */
  readonly long: boolean;
  /** Null while it starts. */
  #engine: EngineHandle | null = null;
  #failed = false;

  constructor(started: Promise<EngineHandle>, long: boolean) {
    this.long = long;
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
  #closed = false;

  /** `most`: engines of either kind. By default one core is left for the sockets. */
  constructor(start: () => Promise<EngineHandle>, most = Math.max(1, availableParallelism() - 1)) {
    this.#start = start;
    this.#most = most;
  }

  get schedulers(): readonly StreamScheduler[] {
    return this.#engines.map(({ scheduler }) => scheduler);
  }

  /**
   * Finds an engine for a stream of `load` multiply-adds a second, whose hop is that much work: see StreamPlan.hopWork.
   * Rejects as `createEngine` does, and once the fleet is closed: an engine that started then would keep the process
   * alive.
   */
  async place(model: unknown, load: number, hopWork: number): Promise<EnginePlacement> {
    if (this.#closed) throw new Refusal('ENDING', 'the server is about to end');
    const engine = this.#engineFor(model, load, hopWork > LONG_WORK);
    engine.load += load;
    engine.models.set(model, (engine.models.get(model) ?? 0) + 1);
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      engine.load -= load;
      const streams = (engine.models.get(model) ?? 1) - 1;
      if (streams === 0) engine.models.delete(model);
      else engine.models.set(model, streams);
    };
    try {
      return { engine: await engine.started, scheduler: engine.scheduler, release };
    } catch (error) {
      release();
      this.forgetIfDead(engine.scheduler);
      throw error;
    }
  }

  /** Where the engine of this scheduler has died, the next stream starts another engine. */
  forgetIfDead(scheduler: StreamScheduler): void {
    const at = this.#engines.findIndex((engine) => engine.scheduler === scheduler);
    if (at >= 0 && !(this.#engines[at] as FleetEngine).alive) this.#engines.splice(at, 1);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const engines = this.#engines.splice(0);
    await Promise.all(engines.map(async ({ started }) => (await started.catch(() => null))?.close()));
  }

  #engineFor(model: unknown, load: number, long: boolean): FleetEngine {
    const engines = this.#engines.filter((engine) => engine.long === long);
    if (engines.length < this.#most && !engines.some((engine) => engine.load === 0)) {
      const started = new FleetEngine(this.#start(), long);
      this.#engines.push(started);
      engines.push(started);
    }
    return place(engines, model, load);
  }
}
