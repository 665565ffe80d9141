// The file of an effect: the same container as every model file, with a description of the kind 'effect'. It has a
// reader of its own, so that pages that only listen load nothing of it.
import * as v from 'valibot';
import { SluiceError } from '../../errors.js';
import { harmless } from '../../harmless-text.js';
import type { EffectModel, Knob } from '../effect-model.js';
import type { Layer } from '../layers.js';
import type { Conversion, Provenance } from '../model.js';
import { repeated } from '../repeated.js';
import { fromParts, toParts } from './eight-bits.js';
import { fileChecksum } from './file-checksum.js';
import { checkLayers, LayersSchema } from './parse-layers.js';
import { finite, positive } from './parse-numbers.js';
import { type Container, type Precision, readSafetensors, writeSafetensors } from './safetensors.js';

/** The kernel has room for so many. */
export const MOST_EFFECT_KNOBS = 8;

/** Units of a recurrent layer at most, and hertz of a rate. */
const LARGEST_RATE = 1e6;

const EffectSchema = v.object({
  format: v.literal(1),
  kind: v.literal('effect'),
  name: v.string(),
  sampleRate: v.nullable(v.pipe(positive, v.maxValue(LARGEST_RATE))),
  knobs: v.pipe(
    v.array(v.object({ name: v.pipe(v.string(), v.minLength(1)), least: finite, most: finite, initial: finite })),
    v.maxLength(MOST_EFFECT_KNOBS),
  ),
  residual: v.boolean(),
  inputGain: finite,
  outputGain: finite,
  layers: v.pipe(LayersSchema, v.minLength(1)),
  provenance: v.record(v.string(), v.unknown()),
  conversion: v.exactOptional(v.record(v.string(), v.unknown())),
});

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
  const parsed = v.safeParse(EffectSchema, jsonOf(description));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw unreadable(`'${v.getDotPath(issue) ?? 'description'}' ${issue.message.replace(/^Invalid/, 'is an invalid')}`);
  }
  const { provenance, conversion, layers, ...rest } = parsed.output;
  return checkEffect({
    ...rest,
    layers: layers as readonly Layer[],
    provenance: provenance as Provenance,
    ...(conversion ? { conversion: conversion as unknown as Conversion } : {}),
    tensors: fromParts(container.tensors),
  });
}

/** Throws SluiceError MODEL_UNREADABLE where the parts of an effect do not fit each other. */
export function checkEffect(model: EffectModel): EffectModel {
  checkKnobs(model.knobs);
  let outputs: number;
  try {
    outputs = checkLayers(model.layers, 1 + model.knobs.length, model.tensors);
  } catch (error) {
    throw error instanceof RangeError ? unreadable(error.message) : error;
  }
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
    toParts(tensors),
    (name) => (name.startsWith('golden.') || name.endsWith('.scale') ? 'F32' : weights),
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

function jsonOf(text: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new SluiceError('MODEL_UNREADABLE', 'Cannot read the model: its description is not JSON', { cause });
  }
  if (typeof json === 'object' && json !== null && 'kind' in json && json.kind === 'effect') return json;
  throw unreadable('it is no effect: sound in, scores out: open it with openStream');
}

function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot read the model: ${harmless(why)}`);
}
