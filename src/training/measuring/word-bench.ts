// Measures a model of words: misses in a stream of clips, false accepts in a stream of talk, at every threshold, under
// every condition. Both streams are never reset. It keeps counts and no scores, so talk may last for days.
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { Model } from '../../model/model.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Program } from '../../pipeline/program.js';
import { SoundState } from '../../pipeline/sound-state.js';
import { Random } from '../../random.js';
import { rootMeanSquare } from '../data/augment.js';
import { type Clip, clipSamples, type Dataset } from '../data/dataset.js';
import { type Condition, type ConditionName, makeCondition } from './conditions.js';
import { HopFeeder } from './hops.js';
import { countInterval, type Interval, shareInterval } from './intervals.js';
import { type PhraseQuality, type SaidWord, StreamJudge } from './stream-judge.js';
import { withThreshold } from './thresholds.js';

/** A stretch of talk at the model's rate, and how loud its speaker is: see SpeechLevel. */
export interface TalkBlock {
  readonly samples: Float32Array;
  readonly level: number;
}

/** What hears streams and scores the words in them: a model, or its rival. */
export interface Listener {
  /** The first is the background. */
  readonly labels: readonly string[];
  /** Of its sound, Hz. */
  readonly sampleRate: number;
  readonly hopMs: number;
  readonly detector: KeywordSettings;
  /** Another stream, from rest. */
  open(): ListenerStream;
}

export interface ListenerStream {
  /** Takes the stream's next samples, and tells the scores of each hop that they complete, by label. */
  hear(samples: Float32Array, scored: (scores: Float32Array, endsAtMs: number) => void): void | Promise<void>;
}

export interface WordBenchOptions extends Omit<ListenerBenchOptions, 'listener'> {
  readonly module: WebAssembly.Module;
  readonly model: Model;
}

export interface ListenerBenchOptions {
  readonly listener: Listener;
  readonly conditions: readonly ConditionName[];
  /** Clips of the phrases, at the model's rate. */
  readonly dataset: Dataset;
  readonly clips: readonly Clip[];
  /** In which none of the phrases is said. */
  readonly talk: AsyncIterable<TalkBlock>;
  /** At the model's rate. */
  readonly noise: readonly Float32Array[];
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** `clip` of the stream of clips; seconds of talk heard. */
  onProgress?(done: { readonly clips: number; readonly talkSeconds: number }): void;
}

/** What one threshold does. */
export interface OperatingPoint {
  readonly threshold: number;
  readonly missed: number;
  readonly falseAccepts: number;
}

/** A phrase under one condition. */
export interface PhraseMeasure {
  readonly phrase: string;
  readonly condition: ConditionName;
  /** Times that it was said, and speakers who said it. */
  readonly said: number;
  readonly speakers: number;
  /** Of talk. */
  readonly hours: number;
  /** With the model's own settings. */
  readonly shipped: OperatingPoint & {
    readonly missedShare: Interval;
    readonly falseAcceptsPerHour: Interval;
    /** Detections while another phrase was said. */
    readonly confused: number;
  };
  /** At rising thresholds. */
  readonly curve: readonly OperatingPoint[];
}

/** Thresholds of the curve: evenly apart in log odds. */
export const THRESHOLDS: readonly number[] = Array.from({ length: 40 }, (_, i) => 1 / (1 + Math.exp(3 - 0.25 * i)));

/** Pauses between clips, s. */
const LEAST_PAUSE = 0.6;
const MOST_PAUSE = 2;
/** In which the stream of clips is made. */
const BLOCK_SECONDS = 0.1;

/** One line a phrase and condition, in their order. Rejects with the signal's reason when that aborts. */
export function measureWords({ module, model, ...options }: WordBenchOptions): Promise<PhraseMeasure[]> {
  return measureListener({ ...options, listener: modelListener(module, model) });
}

/** A model as the live stream runs it. */
export function modelListener(module: WebAssembly.Module, model: Model): Listener {
  const program = new Program(Kernel.create(module), model);
  const { labels, detector } = model;
  const { sampleRate } = model.frontEnd;
  const open = (): ListenerStream => {
    const feeder = new HopFeeder(new SoundState(program, sampleRate));
    return { hear: (samples, scored) => feeder.feed(samples, ({ scores, endsAtMs }) => scored(scores, endsAtMs)) };
  };
  return { labels, sampleRate, hopMs: program.hopMs, detector, open };
}

/** As measureWords(), of anything that scores words. */
export async function measureListener(options: ListenerBenchOptions): Promise<PhraseMeasure[]> {
  const { listener, conditions, signal, onProgress } = options;
  const runs = conditions.map((name) => new ConditionRun(name, options));
  const done = { clips: 0, talkSeconds: 0 };
  for (const block of clipStream(options)) {
    signal?.throwIfAborted();
    for (const run of runs) await run.hearClip(block);
    if (!block.endsClip) continue;
    done.clips++;
    onProgress?.(done);
    await nextTurn();
  }
  for await (const block of options.talk) {
    signal?.throwIfAborted();
    for (const run of runs) await run.hearTalk(block);
    done.talkSeconds += block.samples.length / listener.sampleRate;
    onProgress?.(done);
  }
  const speakers = listener.labels.map(
    (_, label) => new Set(options.clips.filter((clip) => clip.label === label).map(({ speaker }) => speaker)).size,
  );
  return runs.flatMap((run) => run.measures(speakers));
}

/**
 * The share that is missed at the lowest threshold with at most so many false accepts an hour. Null where no threshold
 * reaches it, or where there are too few hours to see one false accept at that rate.
 */
export function missedAt({ curve, said, hours }: PhraseMeasure, falseAcceptsPerHour: number): number | null {
  if (said === 0 || hours * falseAcceptsPerHour < 1) return null;
  const quiet = curve.find(({ falseAccepts }) => falseAccepts <= falseAcceptsPerHour * hours);
  return quiet === undefined ? null : quiet.missed / said;
}

/** Lets other work of this thread run: a bar, a signal. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

interface ClipBlock extends TalkBlock {
  /** Where the next word is said, told before it is heard. */
  readonly starts: SaidWord | null;
  readonly endsClip: boolean;
}

/** Every clip once, in random order, with pauses between them. */
function* clipStream({ dataset, clips, seed }: ListenerBenchOptions): Generator<ClipBlock> {
  const random = new Random(seed, 23);
  const { sampleRate } = dataset;
  const block = Math.round(BLOCK_SECONDS * sampleRate);
  const toMs = (samples: number) => (samples * 1000) / sampleRate;
  let at = 0;
  for (const clip of shuffled(clips, random)) {
    const pause = Math.round(random.between(LEAST_PAUSE, MOST_PAUSE) * sampleRate);
    const samples = new Float32Array(pause + clip.length);
    samples.set(clipSamples(dataset, clip), pause);
    const from = pause + clip.wordFrom;
    const to = pause + clip.wordTo;
    const level = rootMeanSquare(samples, from, to);
    const word = { label: clip.label, fromMs: toMs(at + from), toMs: toMs(at + to) };
    for (let i = 0; i < samples.length; i += block) {
      const part = samples.subarray(i, i + block);
      yield { samples: part, level, starts: i === 0 ? word : null, endsClip: i + block >= samples.length };
    }
    at += samples.length;
  }
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

/** The two streams of one condition, each with its state and judges. */
class ConditionRun {
  readonly #listener: Listener;
  readonly #name: ConditionName;
  readonly #clips: JudgedStream;
  readonly #talk: JudgedStream;

  constructor(name: ConditionName, { listener, noise, seed }: ListenerBenchOptions) {
    const { sampleRate } = listener;
    this.#listener = listener;
    this.#name = name;
    this.#clips = new JudgedStream(listener, makeCondition(name, { sampleRate, noise, seed }));
    this.#talk = new JudgedStream(listener, makeCondition(name, { sampleRate, noise, seed: seed + 1 }));
  }

  hearClip({ samples, level, starts }: ClipBlock): void | Promise<void> {
    if (starts !== null) this.#clips.words.push(starts);
    return this.#clips.hear(samples, level);
  }

  hearTalk({ samples, level }: TalkBlock): void | Promise<void> {
    return this.#talk.hear(samples, level);
  }

  measures(speakers: readonly number[]): PhraseMeasure[] {
    const ofClips = this.#clips.judges.map((judge) => judge.qualities());
    const ofTalk = this.#talk.judges.map((judge) => judge.qualities());
    const at = (qualities: readonly PhraseQuality[][], which: number, phrase: number) =>
      qualities[which]?.[phrase] as PhraseQuality;
    return this.#listener.labels.slice(1).map((phrase, i) => {
      const point = (which: number): OperatingPoint => ({
        threshold: at(ofClips, which, i).threshold,
        missed: at(ofClips, which, i).missed,
        falseAccepts: at(ofTalk, which, i).falseAccepts,
      });
      const { words: said, falseAccepts: confused } = at(ofClips, 0, i);
      const { hours } = at(ofTalk, 0, i);
      const shipped = point(0);
      const count = countInterval(shipped.falseAccepts);
      return {
        phrase,
        condition: this.#name,
        said,
        speakers: speakers[i + 1] as number,
        hours,
        shipped: {
          ...shipped,
          missedShare: shareInterval(shipped.missed, said),
          falseAcceptsPerHour: { low: count.low / hours, high: count.high / hours },
          confused,
        },
        curve: THRESHOLDS.map((_, which) => point(which + 1)),
      };
    });
  }
}

/** A stream through the state of a live one, judged with the model's own settings and with every threshold. */
class JudgedStream {
  readonly words: SaidWord[] = [];
  /** The model's own settings first, then those of THRESHOLDS. */
  readonly judges: readonly StreamJudge[];
  readonly #condition: Condition;
  readonly #stream: ListenerStream;

  constructor(listener: Listener, condition: Condition) {
    const { labels, hopMs, detector } = listener;
    const settings = [detector, ...THRESHOLDS.map((threshold) => withThreshold(listener, threshold))];
    this.judges = settings.map((each) => new StreamJudge(labels, hopMs, each, this.words));
    this.#condition = condition;
    this.#stream = listener.open();
  }

  hear(samples: Float32Array, level: number): void | Promise<void> {
    const heard = samples.slice();
    this.#condition.process(heard, level);
    return this.#stream.hear(heard, (scores, endsAtMs) => {
      for (const judge of this.judges) judge.step(scores, endsAtMs);
    });
  }
}
