// The number types of PyTorch's storages.
import { NUMBER_TYPES, type NumberType } from '../file/number-types.js';
import type { StorageRef } from './pickle-values.js';

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

/** Undefined for a type that is not read. */
export function typeOf({ type }: StorageRef): NumberType | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}

/** Whether its numbers are weights: whole numbers are counters. */
export function isFloating({ type }: StorageRef): boolean {
  return /^(Float|Double|Half|BFloat16)Storage$/.test(type);
}
