// What a pickle may build, and what the few calls that it may make give.
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

/** A name of Python that is known. */
export class Global {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Numbers that lie in an entry of their own. */
export class StorageRef {
  readonly type: string;
  readonly key: string;
  readonly length: number;

  constructor(type: string, key: string, length: number) {
    this.type = type;
    this.key = key;
    this.length = length;
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

const KNOWN =
  /^(collections OrderedDict|torch\._utils _rebuild_(tensor_v2|parameter)|torch (\w+)Storage|torch\.storage (Typed|Untyped)Storage|torch Size|torch (float32|float64|float16|bfloat16|int64|int32|int16|int8|uint8|bool))$/;

export function isKnown(name: string): boolean {
  return KNOWN.test(name);
}

/** ('storage', type, key, device, length) */
export function storageOf(id: Plain): StorageRef {
  const [kind, type, key, , length] = id instanceof Tuple ? id.items : [];
  if (kind !== 'storage' || !(type instanceof Global) || typeof key !== 'string' || typeof length !== 'number')
    throw corrupt('its pickle names a storage that is none');
  return new StorageRef(type.name.replace(/^torch(\.storage)? /, ''), key, length);
}

/** What a call of a known name gives. */
export function called(target: Plain, given: Plain): Plain {
  const name = target instanceof Global ? target.name : '';
  const items = given instanceof Tuple ? given.items : [];
  if (name === 'collections OrderedDict') return new Dictionary();
  if (name === 'torch._utils _rebuild_parameter') return items[0] ?? null;
  if (name === 'torch Size') return given;
  if (name !== 'torch._utils _rebuild_tensor_v2')
    throw refused(`it calls ${name ? `'${name}'` : 'what is no function'}`);
  const [storage, offset, shape, strides] = items;
  const sizes = [shape, strides].map((one) => (one instanceof Tuple ? one.items : [null]));
  const whole = (value: Plain | undefined): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (!(storage instanceof StorageRef) || !whole(offset) || !sizes.every((list) => list.every(whole)))
    throw corrupt('its pickle makes a tensor of what is none');
  return new TensorRef(storage, offset, sizes[0] as number[], sizes[1] as number[]);
}

export function refused(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot read the PyTorch file: ${why}`);
}
