// Thresholds corrected by what was heard: they stay quiet in a recording of one's own room or radio and in sounds that
// were wrong, and find what was missed. The weights do not change.
import type { KeywordSettings } from '../model/detector-settings.js';
import type { Model } from '../model/model.js';
import { resampleAll } from '../pipeline/frames/resample-all.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { Program } from '../pipeline/program.js';
import { SoundState } from '../pipeline/sound-state.js';
import { HopFeeder } from './measuring/hops.js';
import { StreamJudge } from './measuring/stream-judge.js';
import type { TaughtSound } from './teaching/takes.js';

export interface Heard {
  /** Recordings in which nobody says any of the phrases. */
  readonly quiet: readonly TaughtSound[];
  /** Sounds that set a phrase off though nobody said it. */
  readonly wrong: readonly TaughtSound[];
  /** Sounds in which somebody says the phrase, and that did not set it off. */
  readonly missed: readonly { readonly label: string; readonly sound: TaughtSound }[];
}

/** What became of a phrase's threshold. */
export interface Correction {
  readonly label: string;
  readonly before: number;
  readonly after: number;
  /** How often it was found falsely in the quiet recordings and the wrong sounds, at either. */
  readonly acceptsBefore: number;
  readonly acceptsAfter: number;
  /** Sounds in which it was missed, at either. */
  readonly missedBefore: number;
  readonly missedAfter: number;
}

export interface Corrections {
  readonly detector: KeywordSettings;
  readonly phrases: readonly Correction[];
  /** Of quiet recordings. */
  readonly hours: number;
}

type Scores = readonly Float32Array[];

const STEP = 0.01;
/** No threshold is above this: a phrase that needs more stays as often wrong as the result says. */
const MOST = 0.99;
/** And none is lowered below this: there, other words set it off as often. */
const LEAST = 0.3;
/** What is heard after a sound, so that a phrase at its end is found. */
const TAIL_SECONDS = 0.6;

/**
 * Lowers the threshold of each phrase until it is found in the sounds in which it was missed, as far as that helps; then
 * raises it until it is found in no wrong sound, and in the quiet recordings at most `falseAcceptsPerHour` times an hour
 * (in less than an hour of them, with 1: not once). So quiet wins over found. What nobody heard of stays as it is.
 */
export function correctedThresholds(
  module: WebAssembly.Module,
  model: Model,
  heard: Heard,
  falseAcceptsPerHour: number,
): Corrections {
  const { detector, labels } = model;
  const hopMs = new Program(Kernel.create(module), model).hopMs;
  const listen = (sound: TaughtSound) => scoresOf(module, model, sound);
  const [quiet, wrong] = [heard.quiet.map(listen), heard.wrong.map(listen)];
  const missed = heard.missed.map(({ label, sound }) => ({ label, scores: listen(sound) }));
  const hours = quiet.reduce((sum, { length }) => sum + length, 0) * (hopMs / 3_600_000);
  const most = Math.floor(falseAcceptsPerHour * hours);

  const times = (label: string, enter: number, scores: Scores) => {
    const settings = { ...detector, enter: { [label]: enter }, exit: { [label]: enter / 2 } };
    const judge = new StreamJudge(labels, hopMs, settings, []);
    for (const [hop, row] of scores.entries()) judge.step(row, (hop + 1) * hopMs);
    return judge.qualities().find((quality) => quality.label === label)?.falseAccepts ?? 0;
  };
  const accepts = (label: string, enter: number, streams: readonly Scores[]) =>
    streams.reduce((sum, scores) => sum + times(label, enter, scores), 0);
  const misses = (label: string, enter: number) =>
    missed.filter((each) => each.label === label && times(label, enter, each.scores) === 0).length;

  const phrases = labels.slice(1).flatMap((label): Correction[] => {
    const before = Object.hasOwn(detector.enter, label) ? detector.enter[label] : undefined;
    if (before === undefined) return [];
    const isQuiet = (enter: number) => accepts(label, enter, quiet) <= most && accepts(label, enter, wrong) === 0;
    let after = lowered(before, (enter) => misses(label, enter));
    while (after < MOST && !isQuiet(after)) after = Math.min(MOST, after + STEP);
    const falsely = (enter: number) => accepts(label, enter, quiet) + accepts(label, enter, wrong);
    return [
      {
        label,
        before,
        after,
        acceptsBefore: falsely(before),
        acceptsAfter: falsely(after),
        missedBefore: misses(label, before),
        missedAfter: misses(label, after),
      },
    ];
  });
  return { detector: withThresholds(detector, phrases), phrases, hours };
}

/** The highest threshold at or below `before` at which the fewest are missed. */
function lowered(before: number, misses: (enter: number) => number): number {
  let [best, left] = [before, misses(before)];
  for (let enter = before - STEP; left > 0 && enter >= LEAST; enter -= STEP) {
    const now = misses(enter);
    if (now < left) [best, left] = [enter, now];
  }
  return best;
}

/** A phrase is over at the same share of its threshold as before. */
function withThresholds(detector: KeywordSettings, phrases: readonly Correction[]): KeywordSettings {
  const enters = phrases.map(({ label, after }) => [label, after] as const);
  const ratio = (label: string, before: number) => (detector.exit[label] ?? before / 2) / before;
  const exits = phrases.map(({ label, before, after }) => [label, after * ratio(label, before)] as const);
  return {
    ...detector,
    enter: { ...detector.enter, ...Object.fromEntries(enters) },
    exit: { ...detector.exit, ...Object.fromEntries(exits) },
  };
}

function scoresOf(module: WebAssembly.Module, model: Model, sound: TaughtSound): Scores {
  const { sampleRate } = model.frontEnd;
  const program = new Program(Kernel.create(module), model);
  const rows: Float32Array[] = [];
  const feeder = new HopFeeder(new SoundState(program, sampleRate));
  const samples = resampleAll(sound.samples, sound.sampleRate, sampleRate);
  const whole = new Float32Array(samples.length + TAIL_SECONDS * sampleRate);
  whole.set(samples);
  feeder.feed(whole, (state) => rows.push(state.scores.slice()));
  return rows;
}
