// Chooses the engine for a new stream: the one with the least work, or one that runs streams of the same model where
// that is nearly as good, because those are stepped together.

export interface Placeable {
  /** Multiply-adds a second of all its streams. */
  readonly load: number;
  /** Whether it runs streams of that model. */
  has(model: unknown): boolean;
}

/** How much more load, as a share of the mean, an engine may have and still be preferred because it has the model. */
const SLACK = 0.25;

/** The best of `engines`, of which there is at least one. `load`: of the new stream. */
export function place<E extends Placeable>(engines: readonly E[], model: unknown, load: number): E {
  const least = engines.reduce((best, engine) => (engine.load < best.load ? engine : best));
  const mean = engines.reduce((sum, engine) => sum + engine.load, load) / engines.length;
  const same = engines.filter((engine) => engine.has(model) && engine.load <= least.load + SLACK * mean);
  return same.length === 0 ? least : same.reduce((best, engine) => (engine.load < best.load ? engine : best));
}
