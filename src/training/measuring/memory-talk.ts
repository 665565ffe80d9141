// The talk of a dataset as a stream: what readTalk is for files, for samples at hand.
import { clipSamples, type Dataset } from '../data/dataset.js';
import type { Split } from '../data/speakers.js';
import { SpeechLevel } from './speech-level.js';
import type { TalkBlock } from './word-bench.js';

const BLOCK_SECONDS = 1;

/** The talk of a split, recording after recording. */
export async function* memoryTalk(dataset: Dataset, split: Split): AsyncGenerator<TalkBlock> {
  const block = BLOCK_SECONDS * dataset.sampleRate;
  for (const talk of dataset.talk?.filter((each) => each.split === split) ?? []) {
    const samples = clipSamples(dataset, talk);
    const level = new SpeechLevel(dataset.sampleRate);
    level.add(samples);
    for (let at = 0; at < samples.length; at += block) {
      yield { samples: samples.subarray(at, at + block), level: level.value };
    }
  }
}

/** Hours of it. */
export function talkHours(dataset: Dataset, split: Split): number {
  const samples =
    dataset.talk?.filter((talk) => talk.split === split).reduce((sum, { length }) => sum + length, 0) ?? 0;
  return samples / dataset.sampleRate / 3600;
}
