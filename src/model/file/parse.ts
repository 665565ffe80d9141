// The description in a model file, from unknown JSON to a Model whose parts fit together. Later code relies on it.
import * as v from 'valibot';
import { SluiceError } from '../../errors.js';
import { harmless } from '../../harmless-text.js';
import { featureCount } from '../front-end.js';
import type { Tensors } from '../layers.js';
import type { Model, OnnxNetwork } from '../model.js';
import { ON_GAPS } from '../on-gap.js';
import type { Signature } from '../onnx/signature.js';
import { repeated } from '../repeated.js';
import { checkFrontEnd, FrontEndSchema } from './parse-front-end.js';
import { checkLayers, LayersSchema } from './parse-layers.js';
import { finite, notNegative, positive } from './parse-numbers.js';
import { SignatureSchema } from './parse-signature.js';

// not v.record, which drops keys like 'prototype': such a label would never fire
const byLabel = v.custom<Record<string, number>>(isNumbersByLabel, 'must hold a number for each name');

export const DetectorSchema = v.object({
  smoothingMs: notNegative,
  enter: byLabel,
  exit: byLabel,
  minDurationMs: notNegative,
  refractoryMs: notNegative,
  clipAnswer: v.exactOptional(v.picklist(['best', 'last'])),
  clipMs: v.exactOptional(positive),
  clipThreshold: v.exactOptional(
    v.pipe(
      v.number(),
      v.check((score) => score > 0 && score < 1, 'must be above 0 and below 1'),
    ),
  ),
  lagMs: v.exactOptional(byLabel),
  durationMs: v.exactOptional(byLabel),
});

export const ProvenanceSchema = v.object({
  description: v.exactOptional(v.string()),
  data: v.exactOptional(v.array(v.string())),
  licence: v.exactOptional(v.string()),
  trainedAt: v.exactOptional(v.string()),
  split: v.exactOptional(v.string()),
  seed: v.exactOptional(finite),
  measured: v.exactOptional(byLabel),
});

const DescriptionSchema = v.object({
  format: v.literal(1),
  name: v.string(),
  frontEnd: FrontEndSchema,
  /** Empty if `onnx` is the network. */
  layers: LayersSchema,
  onnx: v.exactOptional(SignatureSchema),
  labels: v.pipe(v.array(v.string()), v.minLength(1)),
  detector: DetectorSchema,
  onGap: v.exactOptional(v.picklist(ON_GAPS)),
  provenance: ProvenanceSchema,
  conversion: v.exactOptional(
    v.object({
      from: v.string(),
      evidence: v.picklist(['original', 'onnx-beside', 'example', 'layers', 'assumptions']),
      golden: v.picklist(['original', 'converted']),
      assumed: v.array(v.string()),
    }),
  ),
});

/**
 * Checks a description by itself and against the tensors and the ONNX file of the model. Throws SluiceError
 * MODEL_UNREADABLE.
 */
export function parseDescription(text: string, tensors: Tensors, file: Uint8Array | null): Omit<Model, 'tensors'> {
  const parsed = v.safeParse(DescriptionSchema, parseJson(text));
  if (!parsed.success) throw misread(parsed.issues[0]);
  const { onnx, ...rest } = parsed.output;
  if ((onnx === undefined) !== (file === null)) throw unreadable('an ONNX model and its description go together');
  const description: Omit<Model, 'tensors'> =
    onnx && file ? { ...rest, onnx: { bytes: file, signature: onnx as Signature } } : rest;
  checkFit(description, tensors);
  return description;
}

function checkFit(model: Omit<Model, 'tensors'>, tensors: Tensors): void {
  const { frontEnd, layers, labels, onnx } = model;
  refusing(() => checkFrontEnd(frontEnd));
  const twice = repeated(labels);
  if (twice !== undefined) throw unreadable(`label '${twice}' is there twice`);
  if (onnx) return checkOnnx(onnx, model);
  if (layers.length === 0) throw unreadable("'layers' must hold at least one");
  const width = refusing(() => checkLayers(layers, featureCount(frontEnd), tensors));
  if (width !== labels.length) throw unreadable(`${labels.length} labels for ${width} scores`);
}

/** The size of its output shows when it runs. */
function checkOnnx({ signature }: OnnxNetwork, { layers, frontEnd }: Omit<Model, 'tensors'>): void {
  const inputs = signature.input.shape.reduce((a, b) => a * b, 1);
  const features = featureCount(frontEnd);
  if (layers.length > 0) throw unreadable("'layers' must be empty beside an ONNX model");
  if (inputs !== features) throw unreadable(`the ONNX model takes ${inputs} inputs, but ${features} come`);
}

/** Throws RangeError, in one clause, for parts that do not fit together. */
function refusing<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof RangeError ? unreadable(error.message) : error;
  }
}

function isNumbersByLabel(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((number) => v.is(finite, number));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SluiceError('MODEL_UNREADABLE', 'Cannot read the model: its description is not JSON', { cause });
  }
}

/** The error for a part of a description that is none. */
export function misread(issue: v.BaseIssue<unknown>): SluiceError {
  return unreadable(`'${v.getDotPath(issue) ?? 'description'}' ${issue.message.replace(/^Invalid/, 'is an invalid')}`);
}

export function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot read the model: ${harmless(why)}`);
}
