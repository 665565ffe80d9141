// What a pickle may build, and what the few calls that it may make give. Nothing of Python is run: a class that is not
// known becomes an `Unknown`, which holds what the file says of it and does nothing.
import { SluiceError } from '../../errors.js';
import { corrupt } from './zip.js';

export type Plain =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Plain[]
  | Dictionary
  | Tuple
  | Global
  | Unknown
  | StorageRef
  | TensorRef;

/** Keys of any kind in Python; here those that are text count. */
export class Dictionary {
  readonly entries = new Map<string, Plain>();
}

export class Tuple {
  readonly items: readonly Plain[];

  constructor(items: readonly Plain[]) {
    this.items = items;
  }
}

/** A name of Python: module, space, name. */
export class Global {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** An object of a class that is not known: a numpy scalar, a Namespace, a module. */
export class Unknown {
  /** As of a Global. */
  readonly of: string;
  /** What the pickle gives it to build itself from; the attributes of most objects. */
  state: Plain = null;

  constructor(of: string) {
    this.of = of;
  }
}

/** Numbers that lie in an entry of their own. */
export class StorageRef {
  readonly type: string;
  readonly key: string;
  readonly length: number;
  /** Of a view of another storage (files of before PyTorch 1.6): where it begins. */
  readonly offset: number;

  constructor(type: string, key: string, length: number, offset = 0) {
    this.type = type;
    this.key = key;
    this.length = length;
    this.offset = offset;
  }
}

/** A view of a storage. */
export class TensorRef {
  readonly storage: StorageRef;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  constructor(storage: StorageRef, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** Classes of Python that are dictionaries. */
const DICTIONARIES = /^collections (OrderedDict|defaultdict|Counter)$/;
const TENSORS = /^torch\._utils _rebuild_tensor(_v2)?$/;
const PARAMETERS = /^torch\._utils _rebuild_parameter(_with_state)?$/;

/**
 * `('storage', type, key, device, length)`, before PyTorch 1.6 with a view behind it; and there
 * `('module', class, file, source)`.
 */
export function storageOf(id: Plain): StorageRef | Global {
  const [kind, type, key, , length, view] = id instanceof Tuple ? id.items : [];
  if (kind === 'module' && type instanceof Global) return type;
  if (kind !== 'storage' || !(type instanceof Global) || typeof key !== 'string' || typeof length !== 'number')
    throw corrupt('its pickle names a storage that is none');
  const [, offset] = view instanceof Tuple ? view.items : [];
  return new StorageRef(type.name.replace(/^torch(\.storage|\.cuda)? /, ''), key, length, isWhole(offset) ? offset : 0);
}

/** What a call gives: a tensor, a dictionary, or an `Unknown` of that name. */
export function called(target: Plain, given: Plain): Plain {
  if (!(target instanceof Global)) return new Unknown(target instanceof Unknown ? target.of : '');
  const { name } = target;
  const items = given instanceof Tuple ? given.items : [];
  if (DICTIONARIES.test(name)) return filled(items);
  if (PARAMETERS.test(name)) return items[0] ?? null;
  if (name === 'torch Size') return given;
  if (name === 'torch.jit._pickle restore_type_tag') return items[0] ?? null;
  // a tensor with attributes: the call that makes it, its class, the arguments, the attributes
  if (name === 'torch._tensor _rebuild_from_type_v2') return called(items[0] ?? null, items[2] ?? null);
  return TENSORS.test(name) ? tensorOf(items) : new Unknown(name);
}

function tensorOf([storage, offset, shape, strides]: readonly Plain[]): TensorRef {
  const [sizes, steps] = [shape, strides].map((one) => (one instanceof Tuple ? one.items : [null])) as [
    Plain[],
    Plain[],
  ];
  if (!(storage instanceof StorageRef) || !isWhole(offset) || !sizes.every(isNumber) || !steps.every(isWhole))
    throw corrupt('its pickle makes a tensor of what is none');
  // sizes that no tensor has are refused where its name is known
  return new TensorRef(storage, storage.offset + offset, sizes, steps);
}

/** Python 2 and old versions of PyTorch give an OrderedDict its pairs when they make it. */
function filled(items: readonly Plain[]): Dictionary {
  const dictionary = new Dictionary();
  for (const pair of items.find((item) => Array.isArray(item)) ?? []) {
    const [key, value] = pair instanceof Tuple ? pair.items : Array.isArray(pair) ? pair : [];
    if (typeof key === 'string' && value !== undefined) dictionary.entries.set(key, value);
  }
  return dictionary;
}

function isNumber(value: Plain): value is number {
  return typeof value === 'number';
}

function isWhole(value: Plain | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function refused(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot read the PyTorch file: ${why}`);
}
