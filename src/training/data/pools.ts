// The clips of a split by their role in a scene.
import type { Clip, Dataset, Talk } from './dataset.js';

/** Clips by their role in a scene. */
export interface Pools {
  /** By label; index 0 holds other words. */
  readonly speech: readonly (readonly Clip[])[];
  readonly synthetic: readonly (readonly Clip[])[];
  readonly noise: readonly Clip[];
  readonly talk: readonly Talk[];
}

export function makePools(dataset: Dataset, split: Clip['split']): Pools {
  const of = (kind: Clip['kind'], label: number) =>
    dataset.clips.filter((clip) => clip.kind === kind && clip.label === label && clip.split === split);
  return {
    speech: dataset.labels.map((_, label) => of('speech', label)),
    synthetic: dataset.labels.map((_, label) => of('synthetic', label)),
    noise: of('noise', 0),
    talk: dataset.talk?.filter((talk) => talk.split === split) ?? [],
  };
}
