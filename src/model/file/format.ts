// The format of a model file, from its first bytes, not from its name.
import { SluiceError } from '../../errors.js';
import { isLegacy } from '../pytorch/legacy.js';
import { isZip, readZip } from '../pytorch/zip.js';

export type ModelFormat = 'safetensors' | 'pytorch' | 'onnx';

/** Formats that are not read, each with what to do instead. */
const OTHERS: readonly {
  readonly name: string;
  readonly at: number;
  readonly bytes: readonly number[];
  readonly instead: string;
}[] = [
  {
    name: 'an HDF5 file, as Keras writes',
    at: 0,
    bytes: [0x89, 0x48, 0x44, 0x46],
    instead: 'export the model to ONNX (tf2onnx)',
  },
  {
    name: 'a TensorFlow Lite model',
    at: 4,
    bytes: [0x54, 0x46, 0x4c, 0x33],
    instead: 'export the original model to ONNX (tf2onnx)',
  },
  ...[2, 3, 4, 5].map((protocol) => ({
    name: 'a bare pickle, as pickle.dump writes',
    at: 0,
    bytes: [0x80, protocol],
    instead: 'save the weights with torch.save(model.state_dict(), ...)',
  })),
  { name: 'a gzip archive', at: 0, bytes: [0x1f, 0x8b], instead: 'unpack it' },
];

/**
 * Throws SluiceError MODEL_UNREADABLE for any other format, with what the file seems to be and what to do;
 * MODEL_CORRUPT for a broken zip.
 */
export function detectFormat(bytes: Uint8Array): ModelFormat {
  if (isZip(bytes)) return detectZip(bytes);
  if (isLegacy(bytes)) return 'pytorch';
  const other = OTHERS.find(({ at, bytes: magic }) => magic.every((byte, i) => bytes[at + i] === byte));
  if (other) throw unreadable(`it is ${other.name}: ${other.instead}`);
  if (isSafetensors(bytes)) return 'safetensors';
  // an ONNX file begins with its ir_version (field 1, a small number); protobuf has no magic
  if (bytes[0] === 0x08 && (bytes[1] ?? 255) < 64) return 'onnx';
  throw unreadable('it is no ONNX model, PyTorch state dict or safetensors file');
}

/** Whether a file begins like a PyTorch file or an ONNX model; a safetensors file may be one of ours. */
export function isForeignModel(first: Uint8Array): boolean {
  const isArchive = first[0] === 0x50 && first[1] === 0x4b && first[2] === 3 && first[3] === 4;
  return isArchive || isLegacy(first) || (first[0] === 0x08 && (first[1] ?? 255) < 64);
}

function detectZip(bytes: Uint8Array): ModelFormat {
  const { entries, compressed } = readZip(bytes);
  const names = [...entries.keys(), ...compressed];
  const has = (end: string) => names.some((name) => name === end || name.endsWith(`/${end}`));
  if (has('config.json') && has('model.weights.h5'))
    throw unreadable('it is a .keras file: export the model to ONNX (tf2onnx)');
  return 'pytorch';
}

/** A header's length, then a JSON object. */
function isSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > 9 && bytes[8] === 0x7b && bytes[6] === 0 && bytes[7] === 0;
}

function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot read the model: ${why}`);
}
