// From what score on a taught word is found: as low as other talk, the wrong sounds and the quiet recordings allow.
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { Model } from '../../model/model.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Program } from '../../pipeline/program.js';
import { SoundState } from '../../pipeline/sound-state.js';
import { Random } from '../../random.js';
import type { Dataset } from '../data/dataset.js';
import { makePools } from '../data/pools.js';
import { Scene } from '../data/scene.js';
import type { SceneSettings } from '../data/scene-settings.js';
import { HopFeeder } from '../measuring/hops.js';
import { type SaidWord, StreamJudge } from '../measuring/stream-judge.js';

/** What the word's threshold rests on. */
export interface Judged {
  readonly threshold: number;
  /** Copies of the recordings, at other speeds and levels, in noise and rooms; and how many of them are missed. */
  readonly copies: number;
  readonly copiesMissed: number;
  /** Seconds of made talk and of the same voice saying other things; and how often the word was found in them. */
  readonly otherSeconds: number;
  readonly otherAccepts: number;
  /** How often it was found in the quiet recordings, and in the sounds that were wrong. */
  readonly quietAccepts: number;
  readonly wrongAccepts: number;
  readonly lagMs: number;
  readonly durationMs: number;
}

export interface JudgeOptions {
  readonly sampleRate: number;
  readonly wrong: readonly Float32Array[];
  readonly quiet: readonly Float32Array[];
  readonly scene: SceneSettings;
  readonly seconds: number;
  readonly byBase: boolean;
  readonly seed: number;
}

/**
 * The lowest threshold that is tried: for a word that a base network tells, and for one that the model's own layers
 * tell, whose scores seldom go so high. Real talk sets a word off where made talk does not.
 */
const LEAST = { byBase: 0.87, byModel: 0.3 } as const;
const MOST = 0.97;
const STEP = 0.03;
/** A false accept in the made talk, and one in the quiet recordings, weigh as much as this share of missed copies. */
const OTHER_COST = 0.04;
const QUIET_COST = 0.05;
/** What was said to be wrong must not be found again, whatever it costs. */
const WRONG_COST = 10;
const SETTLE_SECONDS = 1;

/** Tries thresholds on lessons that were not learnt from. The word is the model's last label. */
export function judgeWord(module: WebAssembly.Module, model: Model, dataset: Dataset, options: JudgeOptions): Judged {
  const stream = scoreScene(module, model, dataset, options);
  const quiet = options.quiet.map((sound) => scoreSound(module, model, sound, options.sampleRate));
  const wrong = options.wrong.map((sound) => scoreSound(module, model, sound, options.sampleRate));
  const at = (threshold: number): Judged => {
    const settings = onlyWord(model, threshold);
    const quality = judged(settings, stream);
    const accepts = (scores: readonly Scored[]) =>
      scores.reduce((sum, each) => sum + judged(settings, each).falseAccepts, 0);
    return {
      threshold,
      copies: quality.words,
      copiesMissed: quality.missed,
      otherSeconds: Math.round(quality.hours * 3600),
      otherAccepts: quality.falseAccepts,
      quietAccepts: accepts(quiet),
      wrongAccepts: accepts(wrong),
      lagMs: quality.lagMs,
      durationMs: quality.durationMs,
    };
  };
  const least = options.byBase ? LEAST.byBase : LEAST.byModel;
  const count = Math.floor((MOST - least) / STEP) + 1;
  const tried = Array.from({ length: count }, (_, i) => at(least + i * STEP));
  return tried.reduce((best, each) => (cost(each) < cost(best) ? each : best));
}

function cost({ copies, copiesMissed, otherAccepts, quietAccepts, wrongAccepts }: Judged): number {
  const missed = copiesMissed / Math.max(1, copies);
  return missed + OTHER_COST * otherAccepts + QUIET_COST * quietAccepts + WRONG_COST * wrongAccepts;
}

/** The model with the word's threshold and times. */
export function withWordThreshold(model: Model, word: string, judged: Judged): Model {
  const { threshold, lagMs, durationMs } = judged;
  const { detector } = model;
  const own = (by: Readonly<Record<string, number>> | undefined, value: number) =>
    Number.isFinite(value) ? { ...by, [word]: Math.round(value) } : { ...by };
  return {
    ...model,
    detector: {
      ...detector,
      enter: { ...detector.enter, [word]: threshold },
      exit: { ...detector.exit, [word]: threshold / 2 },
      lagMs: own(detector.lagMs, lagMs),
      durationMs: own(detector.durationMs, durationMs),
    },
  };
}

/** The word's score hop by hop, and where it is said. */
interface Scored {
  readonly hopMs: number;
  readonly scores: Float32Array;
  readonly endsAtMs: Float64Array;
  readonly words: readonly SaidWord[];
}

function judged(settings: KeywordSettings, { hopMs, scores, endsAtMs, words }: Scored) {
  const judge = new StreamJudge(WORD, hopMs, settings, words);
  const both = new Float32Array(2);
  for (let hop = 0; hop < scores.length; hop++) {
    both[1] = scores[hop] as number;
    judge.step(both, endsAtMs[hop] as number);
  }
  return judge.qualities()[0] as ReturnType<StreamJudge['qualities']>[number];
}

const WORD = ['none', 'word'];

function onlyWord({ detector }: Model, threshold: number): KeywordSettings {
  return { ...detector, enter: { word: threshold }, exit: { word: threshold / 2 } };
}

function scoreScene(module: WebAssembly.Module, model: Model, dataset: Dataset, options: JudgeOptions): Scored {
  const words: SaidWord[] = [];
  const toMs = (samples: number) => (samples * 1000) / options.sampleRate;
  const random = new Random(options.seed, 62);
  const scene = new Scene(dataset, makePools(dataset, 'train'), options.scene, random, ({ label, from, to }) =>
    words.push({ label, fromMs: toMs(from), toMs: toMs(to) }),
  );
  const samples = new Float32Array(Math.round(options.seconds * options.sampleRate));
  const block = 256;
  const target = { label: 0, either: false };
  for (let at = 0; at < samples.length; at += block) scene.next(samples.subarray(at, at + block), target);
  return { ...scored(module, model, samples, options.sampleRate, 0), words };
}

/** A sound by itself, after a second of silence in which the state settles. */
function scoreSound(module: WebAssembly.Module, model: Model, sound: Float32Array, sampleRate: number): Scored {
  return scored(module, model, sound, sampleRate, SETTLE_SECONDS);
}

function scored(
  module: WebAssembly.Module,
  model: Model,
  sound: Float32Array,
  sampleRate: number,
  settleSeconds: number,
): Scored {
  const program = new Program(Kernel.create(module), model);
  const last = model.labels.length - 1;
  const scores: number[] = [];
  const ends: number[] = [];
  const take = (state: SoundState) => {
    scores.push(state.scores[last] as number);
    ends.push(state.endsAtMs);
  };
  const feeder = new HopFeeder(new SoundState(program, sampleRate));
  feeder.feed(new Float32Array(settleSeconds * sampleRate), take);
  feeder.feed(sound, take);
  feeder.feed(new Float32Array(sampleRate), take); // a word at the very end is found later
  return { hopMs: program.hopMs, scores: Float32Array.from(scores), endsAtMs: Float64Array.from(ends), words: [] };
}
