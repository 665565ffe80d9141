// Runs in pages: functions that see nothing of this module.
import type { EffectOptions } from '#src/effects/options.js';

interface Page {
  load(specifier: string): Promise<typeof import('#src/browser/effects/index.js')>;
}

export interface Rendered {
  /** Of each channel: single precision as base64. */
  readonly channels: string[];
  readonly told: readonly string[];
  readonly latencySamples: number;
}

export interface RenderAsked {
  readonly model: number[];
  /** Of each channel. */
  readonly sound: number[][];
  readonly sampleRate: number;
  readonly options: EffectOptions;
  /** Opened one behind the other. */
  readonly inChain?: number;
}

/** Renders a sound through an effect in an OfflineAudioContext. */
export async function renderInPage({ model, sound, sampleRate, options, inChain = 1 }: RenderAsked): Promise<Rendered> {
  const { openEffect } = await (globalThis as unknown as Page).load('/dist/browser/effects/index.js');
  const length = sound[0]?.length ?? 0;
  const context = new OfflineAudioContext(sound.length, length, sampleRate);
  const buffer = context.createBuffer(sound.length, length, sampleRate);
  for (const [c, samples] of sound.entries()) buffer.copyToChannel(Float32Array.from(samples), c);
  const source = context.createBufferSource();
  source.buffer = buffer;
  let last: AudioNode = source;
  let [told, latencySamples]: [readonly string[], number] = [[], 0];
  for (let i = 0; i < inChain; i++) {
    const effect = await openEffect({ model: Uint8Array.from(model), context, channels: sound.length, ...options });
    [told, latencySamples] = [effect.told, latencySamples + effect.latencySamples];
    last.connect(effect.node);
    last = effect.node;
  }
  last.connect(context.destination);
  source.start();
  const rendered = await context.startRendering();
  const channels = sound.map((_, c) => {
    const bytes = new Uint8Array(rendered.getChannelData(c).slice().buffer);
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  });
  return { channels, told, latencySamples };
}

export interface Automated {
  /** Output samples. */
  readonly samples: number[];
  readonly events: readonly { readonly kind: string; readonly message: string }[];
}

/** A tone through an effect whose knob ramps from 0 to 2, and which is bypassed in the middle. */
export async function automateInPage({ model, bypass }: { model: number[]; bypass: boolean }): Promise<Automated> {
  const { openEffect } = await (globalThis as unknown as Page).load('/dist/browser/effects/index.js');
  const context = new OfflineAudioContext(1, 9600, 48_000);
  const tone = new OscillatorNode(context, { frequency: 500 });
  const half = new GainNode(context, { gain: 0.5 });
  const effect = await openEffect({ model: Uint8Array.from(model), context });
  const events: { kind: string; message: string }[] = [];
  effect.events$.subscribe(({ kind, message }) => events.push({ kind, message }));
  const knob = effect.parameters.get('gain');
  knob?.setValueAtTime(0, 0);
  knob?.linearRampToValueAtTime(2, 0.2);
  if (bypass) effect.bypassParameter.setValueAtTime(1, 0.1);
  tone.connect(half).connect(effect.node).connect(context.destination);
  tone.start();
  const rendered = await context.startRendering();
  await new Promise((resolve) => setTimeout(resolve, 300)); // messages of the render thread
  return { samples: [...rendered.getChannelData(0)], events };
}

export interface Played {
  readonly told: readonly string[];
  readonly stats: readonly import('#src/observable/effect-observables.js').EffectStats[];
  readonly events: readonly string[];
  readonly bypassed: boolean;
  /** Of what is heard before bypass and in it. */
  readonly levels: readonly number[];
  /** Statistics that came after `close`. */
  readonly afterClose: number;
  readonly completed: boolean;
}

/** Plays a tone live for so long, then with bypass, then closes. `busyMs`: the main thread does nothing else for so long. */
export async function playInPage(asked: { model: number[]; seconds: number; busyMs: number }): Promise<Played> {
  const { openEffect } = await (globalThis as unknown as Page).load('/dist/browser/effects/index.js');
  const context = new AudioContext({ sampleRate: 48_000 });
  await context.suspend();
  const effect = await openEffect({ model: Uint8Array.from(asked.model), context });
  const { told } = effect;
  const [tone, meter] = [new OscillatorNode(context, { frequency: 220 }), new AnalyserNode(context, { fftSize: 2048 })];
  const stats: Played['stats'][number][] = [];
  const events: string[] = [];
  let completed = false;
  effect.stats$.subscribe({ next: (each) => stats.push(each), complete: () => (completed = true) });
  effect.events$.subscribe(({ kind }) => events.push(kind));
  tone.connect(effect.node).connect(meter).connect(context.destination);
  tone.start();
  await context.resume();
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const level = () => {
    const samples = new Float32Array(2048);
    meter.getFloatTimeDomainData(samples);
    return Math.max(...samples.map(Math.abs));
  };
  for (const until = performance.now() + asked.busyMs; performance.now() < until; );
  await wait(asked.seconds * 1000);
  const levels = [level()];
  effect.bypass = true;
  await wait(500);
  levels.push(level());
  const bypassed = effect.bypass;
  await effect.close();
  const before = stats.length;
  await wait(600);
  await context.close();
  return { told, stats, events, bypassed, levels, afterClose: stats.length - before, completed };
}

/** What opening says with options that cannot be. */
export async function refusalsInPage({ model }: { model: number[] }): Promise<string[]> {
  const { openEffect } = await (globalThis as unknown as Page).load('/dist/browser/effects/index.js');
  const context = new OfflineAudioContext(1, 128, 44_100);
  const closed = new AudioContext();
  await closed.close();
  const bytes = Uint8Array.from(model);
  const opened = [
    { model: bytes, context: closed },
    { model: bytes, context, channels: 0 },
    { model: bytes, context, otherRate: 'refuse' },
    { model: bytes, context, knobs: { treble: 1 } },
    { model: '/dist/none.safetensors', context },
    { model: bytes, context, kernel: '/dist/kernel/none.wasm' },
    { model: bytes, context, kernel: '/dist/kernel/kernel.wasm' },
    { model: bytes, context, workletUrl: '/dist/worklets/none.js' },
  ].map((options) =>
    openEffect(options as Parameters<typeof openEffect>[0]).then(
      () => 'opened',
      (error: { code?: string; name: string; message: string }) => `${error.code ?? error.name}: ${error.message}`,
    ),
  );
  return Promise.all(opened);
}
