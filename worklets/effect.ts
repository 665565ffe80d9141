// The render thread of an effect: an AudioWorklet that runs the effects' kernel on each render quantum. It knows the image
// of an effect and no model. Nothing here waits, and process() allocates nothing; only postMessage itself allocates, four
// times a second.
import type { EffectCounters } from '../src/effects/renderer.js';
import { EffectRenderer } from '../src/effects/renderer.js';
import {
  BYPASS,
  EFFECT_PROCESSOR,
  type EffectCommand,
  type EffectMessage,
  type EffectProcessorOptions,
  type EffectReport,
  knobParameter,
} from '../src/effects/worklet-port.js';
import { MOST_KNOBS } from '../src/kernel/effects/layout.js';

/** Where browsers give a worklet one. Date has milliseconds, which are right on average. */
const performance = (globalThis as { performance?: { now(): number } }).performance;
const now: () => number = performance ? () => performance.now() : Date.now;

const REPORTS_A_SECOND = 4;
const MOST_DURATIONS = 512;
const KNOBS = Array.from({ length: MOST_KNOBS }, (_, i) => knobParameter(i));

/** The processor. One input and one output, of as many channels as the image has. */
class Effect extends AudioWorkletProcessor {
  static get parameterDescriptors(): readonly object[] {
    return [
      { name: BYPASS, defaultValue: 0, minValue: 0, maxValue: 1, automationRate: 'k-rate' },
      ...KNOBS.map((name) => ({ name, defaultValue: 0, automationRate: 'a-rate' })),
    ];
  }

  readonly #renderer: EffectRenderer;
  readonly #counted: EffectCounters = { faults: 0, replaced: 0, clipped: 0, clamped: 0 };
  readonly #report: EffectReport;
  #sinceReport = 0;
  #running = true;

  constructor({ processorOptions }: { readonly processorOptions: EffectProcessorOptions }) {
    super();
    const { kernel, image } = processorOptions;
    this.#renderer = new EffectRenderer(new WebAssembly.Module(kernel as BufferSource), image);
    const durations = new Float32Array(MOST_DURATIONS);
    this.#report = { kind: 'report', durations, quanta: 0, fine: performance !== undefined, ...this.#counted };
    this.port.onmessage = ({ data }: MessageEvent<EffectCommand>) => {
      if (data.kind !== 'close') return;
      this.#running = false;
      this.port.postMessage({ kind: 'closed' } satisfies EffectMessage);
    };
  }

  /** Real-time. Returns false after `close`, so that the browser can collect the node. */
  process(inputs: Float32Array[][], outputs: Float32Array[][], parameters: Record<string, Float32Array>): boolean {
    const output = outputs[0];
    const length = output?.[0]?.length ?? 0;
    if (!this.#running || output === undefined) return this.#running;
    const from = now();
    const renderer = this.#renderer;
    renderer.bypass((parameters[BYPASS]?.[0] ?? 0) >= 0.5);
    // a quantum is never longer in any browser, but nothing promises that
    for (let at = 0; at < length; at += renderer.frames) {
      const frames = Math.min(renderer.frames, length - at);
      this.#turnKnobs(parameters, at, frames);
      this.#take(inputs[0], at, frames);
      renderer.render(frames);
      this.#give(output, at, frames);
    }
    this.#account(now() - from, length);
    return true;
  }

  #turnKnobs(parameters: Record<string, Float32Array>, at: number, frames: number): void {
    const { knobs } = this.#renderer;
    for (let i = 0; i < knobs.length; i++) {
      const knob = knobs[i] as Float32Array;
      const values = parameters[KNOBS[i] as string] as Float32Array;
      const eachSample = values.length > 1;
      this.#renderer.turn(i, eachSample);
      if (!eachSample) knob[0] = values[0] as number;
      else for (let s = 0; s < frames; s++) knob[s] = values[at + s] as number;
    }
  }

  /** An input without channels (nothing connected) counts as zeros: the effect rings on. */
  #take(channels: Float32Array[] | undefined, at: number, frames: number): void {
    const { inputs } = this.#renderer;
    for (let c = 0; c < inputs.length; c++) {
      const into = inputs[c] as Float32Array;
      const samples = channels?.[c];
      if (samples === undefined) into.fill(0, 0, frames);
      else for (let s = 0; s < frames; s++) into[s] = samples[at + s] as number;
    }
  }

  #give(channels: Float32Array[], at: number, frames: number): void {
    const { outputs } = this.#renderer;
    for (let c = 0; c < channels.length; c++) {
      const samples = outputs[c];
      const into = channels[c] as Float32Array;
      if (samples !== undefined) for (let s = 0; s < frames; s++) into[at + s] = samples[s] as number;
    }
  }

  #account(durationMs: number, length: number): void {
    const report = this.#report;
    const { faults } = report;
    const events = eventsOf(report);
    if (report.quanta < MOST_DURATIONS) report.durations[report.quanta++] = durationMs;
    this.#sinceReport += length;
    this.#renderer.count(report);
    const isNew = report.faults > faults || eventsOf(report) > events;
    if (!isNew && this.#sinceReport * REPORTS_A_SECOND < sampleRate) return;
    this.port.postMessage(report);
    report.quanta = 0;
    this.#sinceReport = 0;
  }
}

/** Kinds of things that have happened so far. */
function eventsOf({ replaced, clipped, clamped }: EffectCounters): number {
  return (replaced > 0 ? 1 : 0) + (clipped > 0 ? 1 : 0) + (clamped > 0 ? 1 : 0);
}

registerProcessor(EFFECT_PROCESSOR, Effect as unknown as Parameters<typeof registerProcessor>[1]);
