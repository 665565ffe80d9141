// A PyTorch file, as torch.save and torch.jit.save write it: its tensors by name. Nothing in it is run.
import { SluiceError } from '../../errors.js';
import { harmless } from '../../harmless-text.js';
import { numbersIn, shapeProblem } from '../file/shape.js';
import type { Tensor } from '../layers.js';
import { isLegacy, readLegacy } from './legacy.js';
import { unpickle } from './pickle.js';
import type { Plain, TensorRef } from './pickle-values.js';
import { typeOf } from './storage-types.js';
import { type ModuleFacts, type Weights, weightsIn } from './weights.js';
import { corrupt, readZip } from './zip.js';

export interface PyTorchFile {
  /** What the tensors lie in. */
  readonly kind: Weights['kind'];
  /** Whether it is of before PyTorch 1.6. */
  readonly legacy: boolean;
  /** By name, in the file's order. */
  readonly tensors: Map<string, Tensor>;
  /** Where in the file they lie: '' for all of it. */
  readonly path: string;
  /** Of a pickled module; else none. */
  readonly modules: readonly ModuleFacts[];
  /** What else the file holds that may be weights, one clause each. */
  readonly left: readonly string[];
}

/**
 * The tensors of a state dict, a checkpoint, a pickled module or a TorchScript archive. `weights`: which, where the
 * file holds several. Throws SluiceError MODEL_UNREADABLE where there are none or several, MODEL_CORRUPT where the file
 * is cut short or its parts do not fit. Never runs what is in the file.
 */
export function readPyTorch(bytes: Uint8Array, weights?: string): PyTorchFile {
  const legacy = isLegacy(bytes);
  const { root, storages } = legacy ? readLegacy(bytes) : readArchive(bytes);
  const { kind, path, modules, left, tensors: refs } = weightsIn(root, weights);
  const tensors = new Map<string, Tensor>();
  let numbers = bytes.length;
  for (const [name, ref] of refs) {
    const problem = shapeProblem(ref.shape);
    if (problem !== null) throw corrupt(`tensor '${harmless(name)}' ${problem}`);
    numbers -= numbersIn(ref.shape);
    // weights may share their numbers, but not without end
    if (!(numbers >= 0)) throw corrupt(`its tensors claim more numbers than ${bytes.length} bytes can hold`);
    tensors.set(name, readTensor(name, ref, storages));
  }
  return { kind, legacy, tensors, path, modules, left };
}

/** The tensors alone, by name. Throws as `readPyTorch`. */
export function readStateDict(bytes: Uint8Array): Map<string, Tensor> {
  return readPyTorch(bytes).tensors;
}

function readArchive(bytes: Uint8Array): { root: Plain; storages: Map<string, Uint8Array> } {
  const { entries, compressed } = readZip(bytes);
  const isData = (key: string) => key === 'data.pkl' || key.endsWith('/data.pkl');
  const name = [...entries.keys()].find(isData);
  if (name === undefined) {
    if (compressed.some(isData))
      throw unreadable('its entries are compressed: save it with torch.save itself, not zipped again');
    throw unreadable('it holds no data.pkl, which torch.save writes: save model.state_dict() with it');
  }
  const folder = name.slice(0, -'data.pkl'.length);
  const order = entries.get(`${folder}byteorder`);
  if (order && new TextDecoder().decode(order) !== 'little')
    throw unreadable('it was written on a big-endian machine: save it again on another one');
  const storages = new Map(
    [...entries].flatMap(([key, data]) =>
      key.startsWith(`${folder}data/`) ? [[key.slice(folder.length + 5), data]] : [],
    ),
  );
  return { root: unpickle(entries.get(name) as Uint8Array), storages };
}

/** By its strides, which may walk the storage in any order and over any number twice. */
function readTensor(name: string, ref: TensorRef, storages: ReadonlyMap<string, Uint8Array>): Tensor {
  const { shape, strides, offset, storage } = ref;
  const doing = `tensor '${harmless(name)}'`;
  const type = typeOf(storage);
  if (type === undefined) throw unreadable(`${doing} is of the type ${harmless(storage.type)}`);
  const { bytes: size, read } = type;
  const data = storages.get(storage.key);
  if (data === undefined) throw corrupt(`${doing} lies in an entry that is not there`);
  const count = numbersIn(shape);
  if (shape.length !== strides.length) throw corrupt(`${doing} has the shape [${shape}] and the strides [${strides}]`);
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
