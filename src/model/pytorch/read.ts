// A PyTorch state dict: the file that torch.save(model.state_dict(), ...) writes, PyTorch 1.6 and newer.

import { SluiceError } from '../../errors.js';
import { NUMBER_TYPES, type NumberType } from '../file/number-types.js';
import { oneLine } from '../file/one-line.js';
import type { Tensor } from '../layers.js';
import { unpickle } from './pickle.js';
import { Dictionary, type Plain, StorageRef, TensorRef } from './pickle-values.js';
import { corrupt, readZip } from './zip.js';

/** By the storage's type. */
const TYPES: Readonly<Record<string, NumberType>> = {
  FloatStorage: NUMBER_TYPES.float32,
  DoubleStorage: NUMBER_TYPES.float64,
  HalfStorage: NUMBER_TYPES.float16,
  BFloat16Storage: NUMBER_TYPES.bfloat16,
  LongStorage: NUMBER_TYPES.int64,
  IntStorage: NUMBER_TYPES.int32,
  ShortStorage: NUMBER_TYPES.int16,
  CharStorage: NUMBER_TYPES.int8,
  ByteStorage: NUMBER_TYPES.uint8,
  BoolStorage: NUMBER_TYPES.bool,
};

/** Where training scripts keep the state dict among other things. */
const WRAPPED = ['state_dict', 'model_state_dict', 'model'];

/**
 * The tensors of a state dict by name, in its order. Throws SluiceError MODEL_UNREADABLE for anything but a state dict (a pickled module, a file of
 * before PyTorch 1.6), MODEL_CORRUPT where the file is cut short or its parts do not fit. Never runs what is in the file.
 */
export function readStateDict(bytes: Uint8Array): Map<string, Tensor> {
  const entries = readZip(bytes);
  const name = [...entries.keys()].find((key) => key === 'data.pkl' || key.endsWith('/data.pkl'));
  if (name === undefined) throw unreadable('it holds no data.pkl: a state dict of PyTorch 1.6 or newer does');
  const folder = name.slice(0, -'data.pkl'.length);
  const order = entries.get(`${folder}byteorder`);
  if (order && new TextDecoder().decode(order) !== 'little') throw unreadable('it was written on a big-endian machine');
  const tensors = new Map<string, Tensor>();
  let left = bytes.length;
  const storages = (key: string) => entries.get(`${folder}data/${key}`);
  for (const [key, value] of stateDictIn(unpickle(entries.get(name) as Uint8Array)).entries) {
    if (!(value instanceof TensorRef)) continue;
    left -= value.shape.reduce((a, b) => a * b, 1);
    // weights may share their numbers, but not without end
    if (!(left >= 0)) throw corrupt(`its tensors claim more numbers than ${bytes.length} bytes can hold`);
    tensors.set(key, readTensor(key, value, storages));
  }
  if (tensors.size === 0) throw unreadable('it holds no tensors by name: save model.state_dict()');
  return tensors;
}

function stateDictIn(root: Plain): Dictionary {
  if (!(root instanceof Dictionary)) throw unreadable('it holds no dictionary: save model.state_dict()');
  for (const key of WRAPPED) {
    const inside = root.entries.get(key);
    if (inside instanceof Dictionary) return inside;
  }
  return root;
}

/** By its strides, which may walk the storage in any order and over any number twice. */
function readTensor(name: string, ref: TensorRef, storages: (key: string) => Uint8Array | undefined): Tensor {
  const { shape, strides, offset, storage } = ref;
  const doing = `tensor '${oneLine(name)}'`;
  const type = TYPES[storage instanceof StorageRef ? storage.type : ''];
  if (type === undefined) throw unreadable(`${doing} is of the type ${oneLine(storage.type)}`);
  const { bytes: size, read } = type;
  const data = storages(storage.key);
  if (data === undefined) throw corrupt(`${doing} lies in an entry that is not there`);
  const count = shape.reduce((a, b) => a * b, 1);
  if (shape.length !== strides.length || shape.length > 16)
    throw corrupt(`${doing} has the shape [${shape}] and the strides [${strides}]`);
  const last = offset + shape.reduce((sum, length, d) => sum + Math.max(0, length - 1) * (strides[d] as number), 0);
  if (count > 0 && (last + 1) * size > data.length)
    throw corrupt(`${doing} needs ${(last + 1) * size} bytes: received ${data.length}`);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const values = new Float32Array(count);
  const at = new Array<number>(shape.length).fill(0);
  for (let i = 0, place = offset; i < count; i++) {
    values[i] = read(view, place * size);
    for (let d = shape.length - 1; d >= 0; d--) {
      place += strides[d] as number;
      at[d] = (at[d] as number) + 1;
      if ((at[d] as number) < (shape[d] as number)) break;
      place -= (at[d] as number) * (strides[d] as number);
      at[d] = 0;
    }
  }
  return { shape, values };
}

function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot read the PyTorch file: ${why}`);
}
