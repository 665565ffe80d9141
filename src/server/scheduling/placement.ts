// On which engine a new stream goes: where the least work is, but beside streams of the same model where that is nearly as good, for those are stepped
// together.

export interface Placeable {
  /** Multiply-adds a second of all streams on it. */
  readonly load: number;
  /** Whether streams of that model are on it. */
  has(model: unknown): boolean;
}

/** How much more work an engine may have, beside the mean of all, to get a stream because it has that model. */
const SLACK = 0.25;

/** The best of `engines`, of which there is at least one. `load`: of the new stream. */
export function place<E extends Placeable>(engines: readonly E[], model: unknown, load: number): E {
  const least = engines.reduce((best, engine) => (engine.load < best.load ? engine : best));
  const mean = engines.reduce((sum, engine) => sum + engine.load, load) / engines.length;
  const same = engines.filter((engine) => engine.has(model) && engine.load <= least.load + SLACK * mean);
  return same.length === 0 ? least : same.reduce((best, engine) => (engine.load < best.load ? engine : best));
}
