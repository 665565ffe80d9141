// The clips of a split by their role in a scene.
import type { Random } from '../../random.js';
import type { Clip, Dataset, Talk } from './dataset.js';

/** Clips by their role in a scene. */
export interface Pools {
  /** By label; index 0 holds other words. */
  readonly speech: readonly (readonly Clip[])[];
  readonly synthetic: readonly (readonly Clip[])[];
  readonly noise: readonly Clip[];
  /** In the order of the dataset, which places in it count by. */
  readonly talk: readonly Talk[];
  readonly talkOf: Readonly<Record<Talk['kind'], readonly Talk[]>>;
}

export function makePools(dataset: Dataset, split: Clip['split']): Pools {
  const of = (kind: Clip['kind'], label: number) =>
    dataset.clips.filter((clip) => clip.kind === kind && clip.label === label && clip.split === split);
  const talk = dataset.talk?.filter((talk) => talk.split === split) ?? [];
  return {
    speech: dataset.labels.map((_, label) => of('speech', label)),
    synthetic: dataset.labels.map((_, label) => of('synthetic', label)),
    noise: of('noise', 0),
    talk,
    talkOf: {
      speech: talk.filter(({ kind }) => kind === 'speech'),
      synthetic: talk.filter(({ kind }) => kind === 'synthetic'),
    },
  };
}

/** Someone's talk; with people's and machines', so much of it is a machine's. There must be some. */
export function drawTalk({ talkOf: { speech, synthetic } }: Pools, syntheticShare: number, random: Random): Talk {
  if (synthetic.length === 0) return random.pick(speech);
  return random.pick(speech.length === 0 || random.chance(syntheticShare) ? synthetic : speech);
}
