// Training threads in Node. Weights and gradients lie in shared memory; a step is one message to each thread and one
// back.
import { Worker } from 'node:worker_threads';
import type { Dataset } from '../../training/data/dataset.js';
import type { HardPlace } from '../../training/data/hard-places.js';
import { planParameters } from '../../training/network/parameters.js';
import type { TrainingPlan } from '../../training/plan.js';
import type { ChunkReport } from '../../training/runner.js';
import type { TrainingPool } from '../../training/train.js';

/** What a thread is given. */
export interface TrainingJob {
  readonly module: WebAssembly.Module;
  readonly plan: TrainingPlan;
  readonly dataset: Dataset;
  readonly shards: readonly number[];
  readonly round: number;
  readonly parameters: Float32Array;
  readonly gradients: SharedArrayBuffer;
}

/** What a thread is told. */
export type ToTrainer = 'step' | { readonly hear: readonly HardPlace[] };

/** `round`: how often this training was resumed, so that a resumed one does not hear the same stream again. */
export function trainingPool(
  module: WebAssembly.Module,
  plan: TrainingPlan,
  dataset: Dataset,
  threads: number,
  round: number,
): TrainingPool {
  const { length } = planParameters(plan.layers);
  const parameters = new Float32Array(new SharedArrayBuffer(length * 4));
  const gradients = new SharedArrayBuffer(length * 4 * plan.shards);
  const workers = Array.from({ length: Math.min(threads, plan.shards) }, (_, thread) => {
    const shards = Array.from({ length: plan.shards }, (_, shard) => shard).filter(
      (shard) => shard % threads === thread,
    );
    const workerData: TrainingJob = { module, plan, dataset, shards, round, parameters, gradients };
    return new Worker(new URL('./worker.js', import.meta.url), { workerData, execArgv: [] });
  });
  const views = Array.from(
    { length: plan.shards },
    (_, shard) => new Float32Array(gradients, shard * length * 4, length),
  );
  return {
    hear(places) {
      if (places.length > 0) for (const worker of workers) worker.postMessage({ hear: places } satisfies ToTrainer);
    },
    async step(current) {
      parameters.set(current);
      const reports = (await Promise.all(workers.map(ask))).flat();
      reports.sort((a, b) => a.shard - b.shard);
      return { reports, gradients: views };
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function ask(worker: Worker): Promise<ChunkReport[]> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', onMessage);
      worker.off('error', onError);
    };
    const onMessage = (reports: ChunkReport[]) => {
      settle();
      resolve(reports);
    };
    const onError = (error: Error) => {
      settle();
      reject(error);
    };
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage('step' satisfies ToTrainer);
  });
}
