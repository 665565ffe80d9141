// `sluice/train`: trains models from labelled sound, or from sequences that a program makes. These files know no
// platform; src/node/training adds files and threads.

export { readCheckpoint, writeCheckpoint } from './checkpoint.js';
export type { Clip, Dataset, Talk } from './data/dataset.js';
export type { HardPlace } from './data/hard-places.js';
export type { FeatureNoise } from './data/scene-sequence.js';
export type { SceneSettings, TalkSettings } from './data/scene-settings.js';
export type { Naming, Split, Splits } from './data/speakers.js';
export type { ClipQuality } from './evaluate.js';
export type { PhraseQuality } from './measuring/stream-judge.js';
export { makeModel } from './model.js';
export type { OptimizerState } from './network/optimizer.js';
export type { TrainedLayer } from './network/parameters.js';
export { PLAN_DEFAULTS, plainFrontEnd, type TrainingPlan } from './plan.js';
export { type Basis, measure, type QualityReport, summaryOf, type TalkReport, tune } from './report.js';
export { reportRows } from './report-text.js';
export type { ChunkReport } from './runner.js';
export { type DescribedModel, type MakeSequence, type SequenceTask, SequenceTrainer } from './sequence-trainer.js';
export type { TakeFault } from './teaching/take-check.js';
export { checkTakes, LEAST_TAKES, type TakeRemark, type TaughtSound } from './teaching/takes.js';
export type { Envelopes } from './teaching/talk-bank.js';
export { taughtWords, withoutWord } from './teaching/taught-network.js';
export { type Taught, type TeachOptions, type TeachProgress, type TeachReport, teach } from './teaching/teach.js';
export type { Judged } from './teaching/threshold.js';
export {
  type Checkpoint,
  type Heard,
  measureFrontEnd,
  type Progress,
  type TrainingPool,
  type TrainOptions,
  train,
} from './train.js';
