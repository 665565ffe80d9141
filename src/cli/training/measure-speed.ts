// How fast this machine trains and speaks, measured for a moment before a long run, so that its time can be told.
import { trainingPool } from '../../node/training/pool.js';
import type { Synthesizer, Voice } from '../../training/phrases/voices.js';
import type { TrainingPlan } from '../../training/plan.js';
import { randomStart } from '../../training/train.js';
import { noiseWords } from '../bench/training.js';

const MEASURE_MS = 1500;

/** Frames a second of all threads together, with scenes, features and both passes. */
export async function trainingSpeed(module: WebAssembly.Module, plan: TrainingPlan, threads: number): Promise<number> {
  const dataset = noiseWords();
  const { talk: _, ...scene } = plan.scene;
  const like = { ...plan, scene, labels: dataset.labels, layers: plan.layers.map(withOutputs(dataset.labels.length)) };
  const pool = trainingPool(module, like, dataset, threads, 0);
  try {
    const parameters = randomStart(like);
    await pool.step(parameters); // compiles and reads
    const startMs = performance.now();
    let steps = 0;
    while (steps < 2 || performance.now() - startMs < MEASURE_MS) {
      await pool.step(parameters);
      steps++;
    }
    const frames = steps * plan.shards * plan.sequences * plan.steps;
    return (1000 * frames) / (performance.now() - startMs);
  } finally {
    await pool.close();
  }
}

function withOutputs(outputSize: number) {
  return (layer: TrainingPlan['layers'][number]) => (layer.kind === 'dense' ? { ...layer, outputSize } : layer);
}

/** Milliseconds that a short text takes, by the synthesizer's name. The first text of each is not counted. */
export async function speakingMs(synthesizers: readonly Synthesizer[]): Promise<Map<string, number>> {
  const measured = new Map<string, number>();
  for (const synthesizer of synthesizers) {
    const { name } = synthesizer.voices[0] as Voice;
    const say = (text: string) => synthesizer.speak({ text, voice: name, rate: 1, pitch: 1 });
    await say('hello');
    const startMs = performance.now();
    await say('seven green bottles');
    measured.set(synthesizer.name, performance.now() - startMs);
  }
  return measured;
}
