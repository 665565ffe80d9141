// A training thread in Node: takes steps when told, writes gradients to shared memory.
import { parentPort, workerData } from 'node:worker_threads';
import { Runner } from '../../training/runner.js';
import type { ToTrainer, TrainingJob } from './pool.js';

const job = workerData as TrainingJob;
const runner = new Runner(job.module, job.plan, job.dataset, job.shards, job.round);
const length = job.parameters.length;
const gradientsOf = (shard: number) => new Float32Array(job.gradients, shard * length * 4, length);

parentPort?.on('message', (message: ToTrainer) => {
  if (message === 'step') parentPort?.postMessage(runner.step(job.parameters, gradientsOf));
  else runner.hear(message.hear);
});
