// The project's model file: a safetensors container whose metadata hold the model's description and a checksum of
// everything.
import { SluiceError } from '../../errors.js';
import { harmless } from '../../harmless-text.js';
import { type AnyModel, isSeriesModel } from '../any-model.js';
import type { Model } from '../model.js';
import type { SeriesModel } from '../series-model.js';
import { fromParts, toParts } from './eight-bits.js';
import { fileChecksum } from './file-checksum.js';
import { parseDescription } from './parse.js';
import { parseSeriesDescription } from './parse-series.js';
import {
  type Container,
  LEARNT_FILE,
  ONNX_FILE,
  type Precision,
  readSafetensors,
  type WritableTensor,
  writeSafetensors,
} from './safetensors.js';

/**
 * Reads the file of a model for sound or vectors. Throws as `readAnyModel` does, and MODEL_UNREADABLE for a series
 * model.
 */
export function readModel(bytes: Uint8Array): Model {
  const model = readAnyModel(bytes);
  if (!isSeriesModel(model)) return model;
  throw new SluiceError(
    'MODEL_UNREADABLE',
    `Cannot use the model '${model.name}': it is a series model, not a sound model`,
  );
}

/**
 * Reads a model file. Throws SluiceError MODEL_UNREADABLE (not a model file, or of a newer format) or MODEL_CORRUPT
 * (cut short, changed). The golden vector is checked when a stream is opened: see src/pipeline/program.ts.
 */
export function readAnyModel(bytes: Uint8Array): AnyModel {
  const container = readSafetensors(bytes);
  const { tensors, file } = container;
  const description = checkedDescription(container);
  const series = parseSeriesDescription(description, file);
  if (series !== null) return series;
  const network = fromParts(tensors);
  return { ...parseDescription(description, network, file), tensors: network };
}

function checkedDescription({ metadata, table, data }: Container): string {
  const description = metadata.sluice;
  if (description === undefined) {
    throw new SluiceError(
      'MODEL_UNREADABLE',
      "Cannot read the model: a safetensors file without 'sluice' metadata, so it says nothing of front end and labels: give it to 'sluice convert'",
    );
  }
  const sum = fileChecksum(description, table, data);
  if (metadata.crc32 !== sum) {
    throw new SluiceError(
      'MODEL_CORRUPT',
      `Cannot read the model: its bytes have changed: the checksum is ${sum}, the file says ${harmless(metadata.crc32 ?? 'none')}`,
    );
  }
  return description;
}

/**
 * Writes a model file. `weights`: the precision of weights that are not 8-bit; the golden vector is always F32.
 */
export function writeModel(model: AnyModel, weights: Precision = 'F32'): Uint8Array {
  return isSeriesModel(model) ? writeSeries(model) : writeNetwork(model, weights);
}

function writeSeries({ learnt, ...rest }: SeriesModel): Uint8Array {
  const description = JSON.stringify(rest);
  const parts = new Map<string, WritableTensor>();
  if (learnt !== null) parts.set(LEARNT_FILE, { shape: [learnt.length], values: learnt });
  return writeSafetensors(
    parts,
    () => 'F32',
    (data, table) => ({ sluice: description, crc32: fileChecksum(description, table, data) }),
  );
}

function writeNetwork(model: Model, weights: Precision): Uint8Array {
  const { tensors, onnx, ...rest } = model;
  const description = JSON.stringify(onnx ? { ...rest, onnx: onnx.signature } : rest);
  const parts = toParts(tensors);
  if (onnx) parts.set(ONNX_FILE, { shape: [onnx.bytes.length], values: onnx.bytes });
  return writeSafetensors(
    parts,
    (name) => (name.startsWith('golden.') || name.endsWith('.scale') ? 'F32' : weights),
    (data, table) => ({ sluice: description, crc32: fileChecksum(description, table, data) }),
  );
}
