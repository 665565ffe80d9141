// An effect as a node of a Web Audio graph.
import { checkGolden } from '../../effects/golden.js';
import { makeImage } from '../../effects/image.js';
import { checkEffectOptions, type EffectOptions } from '../../effects/options.js';
import { planRate } from '../../effects/rate.js';
import { SluiceError } from '../../errors.js';
import type { EffectSource, EffectsKernelOptions } from '../../loading/effect-source.js';
import type { EffectModel } from '../../model/effect-model.js';
import { EffectObservables, type EffectTellings } from '../../observable/effect-observables.js';
import { EffectNode } from './effect-node.js';
import { loadEffectModel } from './effect-source.js';
import { loadEffectsKernel } from './effects-kernel.js';

/** How an effect is opened. */
export interface OpenEffectOptions extends EffectOptions, EffectsKernelOptions {
  /** A model file or a JSON of RTNeural, AIDA-X, GuitarML or NAM: its bytes or its address; or what readEffect gave. */
  readonly model: EffectSource;
  /** An AudioContext or an OfflineAudioContext. */
  readonly context: BaseAudioContext;
  /** Each goes through the effect by itself. A guitar has 1, stereo 2. @default 1 */
  readonly channels?: number;
  /** Where `sluice/effect.js` is served. @default found by your bundler */
  readonly workletUrl?: string | URL;
}

/** An open effect. Connect what it should hear to `node`, and `node` to what should hear it. */
export interface Effect extends EffectTellings {
  readonly node: AudioWorkletNode;
  readonly model: EffectModel;
  /** The knobs by name. They take automation, sample by sample. */
  readonly parameters: ReadonlyMap<string, AudioParam>;
  /** Whether the input is heard instead of the effect. It moves within 10 ms, so nothing clicks. */
  bypass: boolean;
  /** The same as a parameter, for automation: from 0.5 on the input is heard. */
  readonly bypassParameter: AudioParam;
  /** Samples by which the output is later than the input: 0 without oversampling. */
  readonly latencySamples: number;
  /** What was assumed or changed: clauses for people. */
  readonly told: readonly string[];
  /** Takes the node out of its graph and ends its processor. */
  close(): Promise<void>;
}

/** Samples that are rendered at once; a render quantum has 128. */
const FRAMES = 512;
const DOING = 'Cannot open the effect';

/**
 * Opens an effect: reads the model (by fetch where it is not given as bytes), checks its golden vector, and makes a node
 * that runs it in the render thread.
 *
 *     const effect = await openEffect({ model: '/amp.safetensors', context, knobs: { gain: 0.7 }, oversample: 2 });
 *     guitar.connect(effect.node).connect(context.destination);
 *     effect.parameters.get('gain').linearRampToValueAtTime(1, context.currentTime + 1);
 *
 * Rejects with a TypeError or RangeError for wrong options, and with a SluiceError: `MODEL_UNREADABLE`, `MODEL_CORRUPT`,
 * `MODEL_MISMATCH` (also where the rates differ and `otherRate` is 'refuse'), `KERNEL_UNAVAILABLE`, `ENGINE_FAILED` where
 * the worklet does not load or the context is closed, `PLATFORM_UNSUPPORTED` where a page has no AudioWorklet.
 */
export async function openEffect(options: OpenEffectOptions): Promise<Effect> {
  const { context, channels = 1 } = options;
  if (!(Number.isInteger(channels) && channels >= 1 && channels <= 32))
    throw new RangeError(`${DOING}: 'channels' must be a whole number from 1 to 32: received ${channels}`);
  if (context.state === 'closed')
    throw new SluiceError('ENGINE_FAILED', `${DOING}: its context is closed: open a new one`);
  const kernel = await loadEffectsKernel(options);
  const model = await loadEffectModel(kernel.module, options.model, options);
  checkGolden(kernel.module, model);
  const { knobs, oversample, otherRate, told } = checkEffectOptions(DOING, model, options);
  const soundRate = context.sampleRate;
  const rate = planRate({ modelRate: model.sampleRate, soundRate, oversample, otherRate });
  const image = makeImage(model, { rate, soundRate, channels, frames: FRAMES, knobs });
  const node = await EffectNode.create(context, { kernel: kernel.bytes, image }, { ...options, channels, knobs });
  const observables = new EffectObservables((1000 * quantumOf(context)) / soundRate, () => deviceUnderruns(context));
  node.listen(
    (report) => observables.report(report),
    (error) => observables.fail(error),
  );
  return {
    node: node.node,
    model,
    parameters: new Map(model.knobs.map(({ name }, i) => [name, node.knob(i)])),
    get bypass() {
      return node.bypass.value >= 0.5;
    },
    set bypass(on: boolean) {
      node.bypass.value = on ? 1 : 0;
    },
    bypassParameter: node.bypass,
    latencySamples: image.latencySamples,
    told: [...told, ...rate.told, ...whyNotRunning(context)],
    stats$: observables.stats$,
    events$: observables.events$,
    async close() {
      await node.close();
      observables.end();
    },
  };
}

/** A context waits for a click before it runs, which a page may not expect. */
function whyNotRunning({ state }: BaseAudioContext): string[] {
  if (state === 'running' || 'startRendering' in globalThis) return [];
  return [`the context is ${state}: nothing sounds before it runs (context.resume(), after a click)`];
}

/** Newer browsers let a context have other quanta. */
function quantumOf(context: BaseAudioContext): number {
  return (context as { renderQuantumSize?: number }).renderQuantumSize ?? 128;
}

function deviceUnderruns(context: BaseAudioContext): number | undefined {
  const { playbackStats, playoutStats } = context as {
    playbackStats?: { readonly underrunEvents?: number };
    playoutStats?: { readonly fallbackFramesEvents?: number };
  };
  return playbackStats?.underrunEvents ?? playoutStats?.fallbackFramesEvents;
}
