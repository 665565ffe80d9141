// The file of an effect: the same container as every model file, with a description of the kind 'effect'. It has a
// reader of its own, so that pages that only listen load nothing of it.
import { isObject } from '../../checks.js';
import { SluiceError } from '../../errors.js';
import { harmless } from '../../harmless-text.js';
import type { EffectModel, Knob } from '../effect-model.js';
import type { Conversion, Provenance } from '../model.js';
import { repeated } from '../repeated.js';
import { chainedSize, checkEffectTensors, parseEffectLayers } from './effect-layers.js';
import { fileChecksum } from './file-checksum.js';
import { inWords } from './in-words.js';
import { type Container, type Precision, readSafetensors, writeSafetensors } from './safetensors.js';

/** The kernel has room for so many. */
export const MOST_EFFECT_KNOBS = 8;

/** Hertz. */
const LARGEST_RATE = 1e6;

/** Whether the bytes are a model file whose description says that it is an effect. Reads the beginning alone. */
export function isEffectFile(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(8, 8192));
  return /^\{"__metadata__":\{"sluice":"\{/.test(head) && /\\"kind\\":\\"effect\\"/.test(head);
}

/**
 * Reads the file of an effect. Throws SluiceError MODEL_UNREADABLE (no effect, or of a newer format) or MODEL_CORRUPT
 * (cut short, changed).
 */
export function readEffectFile(bytes: Uint8Array): EffectModel {
  const container = readSafetensors(bytes);
  const description = descriptionOf(container);
  const json = jsonOf(description);
  return checkEffect({ ...parseDescription(json), tensors: container.tensors });
}

function parseDescription(json: Readonly<Record<string, unknown>>): Omit<EffectModel, 'tensors'> {
  const { format, name, sampleRate, knobs, residual, inputGain, outputGain, layers, provenance, conversion } = json;
  const wrong = (key: string, wanted: string) =>
    unreadable(`'${key}' must be ${wanted}: received ${inWords(json[key])}`);
  if (format !== 1) throw wrong('format', '1, the newest that is read here');
  if (typeof name !== 'string') throw wrong('name', 'a name');
  if (sampleRate !== null && !(isNumber(sampleRate) && sampleRate > 0 && sampleRate <= LARGEST_RATE))
    throw wrong('sampleRate', `null, or above 0 and at most ${LARGEST_RATE}`);
  if (!Array.isArray(knobs) || !knobs.every(isKnob)) throw wrong('knobs', 'knobs with names, ranges and places');
  if (typeof residual !== 'boolean') throw wrong('residual', 'true or false');
  if (!isNumber(inputGain)) throw wrong('inputGain', 'a number');
  if (!isNumber(outputGain)) throw wrong('outputGain', 'a number');
  if (!isObject(provenance)) throw wrong('provenance', 'an object');
  if (conversion !== undefined && !isObject(conversion)) throw wrong('conversion', 'an object');
  return {
    format,
    kind: 'effect',
    name,
    sampleRate,
    knobs: knobs.map((knob: Knob) => ({ name: knob.name, least: knob.least, most: knob.most, initial: knob.initial })),
    residual,
    inputGain,
    outputGain,
    layers: refusing(() => parseEffectLayers(layers)),
    provenance: provenance as Provenance,
    ...(conversion ? { conversion: conversion as unknown as Conversion } : {}),
  };
}

function isKnob(value: unknown): value is Knob {
  return isObject(value) && typeof value.name === 'string' && [value.least, value.most, value.initial].every(isNumber);
}

/** One that single precision holds. */
function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 1e30;
}

/** Throws SluiceError MODEL_UNREADABLE where the parts of an effect do not fit each other. */
export function checkEffect(model: EffectModel): EffectModel {
  checkKnobs(model.knobs);
  const outputs = refusing(() => {
    checkEffectTensors(model.layers, model.tensors);
    return chainedSize(model.layers, 1 + model.knobs.length);
  });
  if (outputs !== 1) throw unreadable(`an effect gives one number for each sample: its layers give ${outputs}`);
  for (const [name, { values }] of model.tensors)
    if (!values.every(Number.isFinite)) throw unreadable(`tensor '${name}' holds numbers that are not finite`);
  return model;
}

function checkKnobs(knobs: readonly Knob[]): void {
  const twice = repeated(knobs.map(({ name }) => name));
  if (twice !== undefined) throw unreadable(`the knob '${twice}' is there twice`);
  if (knobs.length > MOST_EFFECT_KNOBS)
    throw unreadable(`an effect has at most ${MOST_EFFECT_KNOBS} knobs: received ${knobs.length}`);
  for (const { name, least, most, initial } of knobs)
    if (!(least < most && initial >= least && initial <= most))
      throw unreadable(`the knob '${name}' must stand within its range, from ${least} to ${most}: received ${initial}`);
}

/** `weights`: their precision; the golden vector is always F32. */
export function writeEffectFile(model: EffectModel, weights: Precision = 'F32'): Uint8Array {
  const { tensors, ...rest } = model;
  const description = JSON.stringify(rest);
  return writeSafetensors(
    tensors,
    (name) => (name.startsWith('golden.') ? 'F32' : weights),
    (data, table) => ({ sluice: description, crc32: fileChecksum(description, table, data) }),
  );
}

function descriptionOf({ metadata, table, data }: Container): string {
  const description = metadata.sluice;
  if (description === undefined)
    throw unreadable("a safetensors file without 'sluice' metadata: give it to 'sluice convert'");
  const sum = fileChecksum(description, table, data);
  if (metadata.crc32 === sum) return description;
  const said = harmless(metadata.crc32 ?? 'none');
  throw new SluiceError(
    'MODEL_CORRUPT',
    `Cannot read the model: its bytes have changed: the checksum is ${sum}, the file says ${said}`,
  );
}

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new SluiceError('MODEL_UNREADABLE', 'Cannot read the model: its description is not JSON', { cause });
  }
  if (isObject(json) && json.kind === 'effect') return json;
  throw unreadable('it is no effect: sound in, scores out: open it with openStream');
}

/** A RangeError becomes the error of a file. */
function refusing<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof RangeError ? unreadable(error.message) : error;
  }
}

function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot read the model: ${harmless(why)}`);
}
