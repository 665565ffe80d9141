// What crosses between the page and the render thread of an effect: what the processor is made with, its parameters, and
// every message, as one union each way.
import type { EffectImage } from './image.js';
import type { EffectCounters } from './renderer.js';

/** The processor's name. */
export const EFFECT_PROCESSOR = 'sluice-effect';

/** The parameter that is 1 where the input is heard. */
export const BYPASS = 'bypass';

/** The parameter of a knob. Processors have fixed parameters, so those of a model go by their places. */
export function knobParameter(i: number): string {
  return `knob${i}`;
}

export interface EffectProcessorOptions {
  /** kernel-effects.wasm: bytes, because a module does not arrive in every worklet. */
  readonly kernel: Uint8Array;
  readonly image: EffectImage;
}

/** To the render thread. */
export interface EffectCommand {
  readonly kind: 'close';
}

/** From it: four times a second, and at once after a fault and when something is counted for the first time. */
export interface EffectReport extends EffectCounters {
  readonly kind: 'report';
  /** How long the last render quanta took, ms; the first `quanta` numbers. */
  readonly durations: Float32Array;
  quanta: number;
  /** Whether the clock has a better resolution than a millisecond. */
  readonly fine: boolean;
}

export type EffectMessage = EffectReport | { readonly kind: 'closed' };
