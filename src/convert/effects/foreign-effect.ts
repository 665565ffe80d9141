// What reading another program's effect gives, and the words of its errors.
import { SluiceError } from '../../errors.js';
import type { FormatFact } from '../../format-report.js';
import { harmless } from '../../harmless-text.js';
import type { EffectModel, Knob } from '../../model/effect-model.js';

/** Samples and what the original gave to them. */
export interface BroughtVector {
  /** (samples, 1 + knobs) */
  readonly inputs: Float32Array;
  /** (samples) */
  readonly outputs: Float32Array;
}

export interface ForeignEffect {
  readonly model: EffectModel;
  readonly recognised: string;
  readonly facts: Readonly<Record<string, FormatFact>>;
  /** What must be confirmed before it is believed. */
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
  /** Where the file brings one. */
  readonly golden?: BroughtVector;
}

/** What a caller says that a file does not. */
export interface EffectDescription {
  readonly name?: string;
  /** Of the sound that it was trained with, in Hz. */
  readonly sampleRate?: number;
  readonly residual?: boolean;
  /** Factors. */
  readonly inputGain?: number;
  readonly outputGain?: number;
  /** The inputs beside the sound: names, or names with ranges. */
  readonly knobs?: readonly (string | (Pick<Knob, 'name'> & Partial<Knob>))[];
}

/** An object that came out of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** The parts of an effect that layers alone do not say, with what the caller told before what the file says. */
export function effectOf(
  network: Pick<EffectModel, 'layers' | 'tensors'>,
  inputs: number,
  file: EffectDescription,
  told: EffectDescription,
): EffectModel {
  const { name, sampleRate, residual, inputGain, outputGain } = { ...file, ...told };
  return {
    format: 1,
    kind: 'effect',
    name: name ?? 'effect',
    sampleRate: sampleRate ?? null,
    knobs: knobsOf(inputs - 1, told.knobs ?? file.knobs),
    residual: residual ?? false,
    inputGain: inputGain ?? 1,
    outputGain: outputGain ?? 1,
    provenance: {},
    ...network,
  };
}

/** Throws SluiceError MODEL_UNREADABLE where more or fewer are told than the network has inputs for. */
function knobsOf(count: number, told: EffectDescription['knobs']): Knob[] {
  if (told && told.length !== count)
    throw unreadable(`the network takes ${count} inputs beside the sound: received ${told.length} knobs`);
  return Array.from({ length: count }, (_, i) => {
    const given = told?.[i] ?? (i === 0 ? 'gain' : `knob${i + 1}`);
    const { name, least = 0, most = 1, initial } = typeof given === 'string' ? { name: given } : given;
    return { name, least, most, initial: initial ?? (least + most) / 2 };
  });
}

/** Warnings about what a file of this kind leaves open. */
export function openQuestions(model: EffectModel, told: EffectDescription): string[] {
  if (model.knobs.length === 0 || told.knobs !== undefined) return [];
  return [
    `its ${model.knobs.length} inputs beside the sound are taken for knobs from 0 to 1, ${model.knobs.map(({ name }) => `'${name}'`).join(', ')}: --knobs names them`,
  ];
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON is a state dict: lists of numbers under PyTorch's names. */
export function isStateDictJson(json: unknown): json is Json {
  return isJson(json) && Object.keys(json).some((name) => /(^|\.)weight_(ih|hh)_l\d+$/.test(name));
}

export function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot read the effect: ${harmless(why)}`);
}
