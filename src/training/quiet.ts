// Thresholds that stay quiet in a recording of one's own room or radio, in which nobody says any of the phrases.
import type { KeywordSettings } from '../model/detector-settings.js';
import type { Model } from '../model/model.js';
import { resampleAll } from '../pipeline/frames/resample-all.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { Program } from '../pipeline/program.js';
import { SoundState } from '../pipeline/sound-state.js';
import { HopFeeder } from './measuring/hops.js';
import { StreamJudge } from './measuring/stream-judge.js';
import type { TaughtSound } from './teaching/takes.js';

/** What became of a phrase's threshold. */
export interface Quieted {
  readonly label: string;
  readonly before: number;
  readonly after: number;
  /** How often it was found in the recordings, falsely, at either. */
  readonly acceptsBefore: number;
  readonly acceptsAfter: number;
}

export interface QuietResult {
  readonly detector: KeywordSettings;
  readonly phrases: readonly Quieted[];
  readonly hours: number;
}

const STEP = 0.01;
/** No threshold is above this: a phrase that needs more stays as often wrong as the result says. */
const MOST = 0.99;

/**
 * Raises the threshold of each phrase until it is found at most `falseAcceptsPerHour` times an hour in the recordings;
 * in less than an hour of them, with 1: not once. None is lowered.
 */
export function quietThresholds(
  module: WebAssembly.Module,
  model: Model,
  sounds: readonly TaughtSound[],
  falseAcceptsPerHour: number,
): QuietResult {
  const streams = sounds.map((sound) => scores(module, model, sound));
  const hopMs = new Program(Kernel.create(module), model).hopMs;
  const hours = streams.reduce((sum, { length }) => sum + length, 0) * (hopMs / 3_600_000);
  const most = Math.floor(falseAcceptsPerHour * hours);
  const { detector, labels } = model;
  const accepts = (label: string, enter: number) => {
    const settings = { ...detector, enter: { [label]: enter }, exit: { [label]: enter / 2 } };
    return streams.reduce((sum, stream) => {
      const judge = new StreamJudge(labels, hopMs, settings, []);
      for (const [hop, row] of stream.entries()) judge.step(row, (hop + 1) * hopMs);
      return sum + (judge.qualities().find((quality) => quality.label === label)?.falseAccepts ?? 0);
    }, 0);
  };
  const phrases = labels.slice(1).flatMap((label): Quieted[] => {
    const before = Object.hasOwn(detector.enter, label) ? detector.enter[label] : undefined;
    if (before === undefined) return [];
    const acceptsBefore = accepts(label, before);
    let [after, acceptsAfter] = [before, acceptsBefore];
    while (acceptsAfter > most && after < MOST) {
      after = Math.min(MOST, after + STEP);
      acceptsAfter = accepts(label, after);
    }
    return [{ label, before, after, acceptsBefore, acceptsAfter }];
  });
  const raised = Object.fromEntries(phrases.map(({ label, after }) => [label, after]));
  const ratio = (label: string, before: number) => (detector.exit[label] ?? before / 2) / before;
  const exits = phrases.map(({ label, before, after }) => [label, after * ratio(label, before)]);
  return {
    detector: {
      ...detector,
      enter: { ...detector.enter, ...raised },
      exit: { ...detector.exit, ...Object.fromEntries(exits) },
    },
    phrases,
    hours,
  };
}

function scores(module: WebAssembly.Module, model: Model, sound: TaughtSound): Float32Array[] {
  const { sampleRate } = model.frontEnd;
  const program = new Program(Kernel.create(module), model);
  const rows: Float32Array[] = [];
  const feeder = new HopFeeder(new SoundState(program, sampleRate));
  feeder.feed(resampleAll(sound.samples, sound.sampleRate, sampleRate), (state) => rows.push(state.scores.slice()));
  return rows;
}
