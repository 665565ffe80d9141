// The number types of files, little-endian, and how each is read.
import { fromBfloat, fromHalf } from './half.js';

export interface NumberType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

export const NUMBER_TYPES = {
  float64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  float32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  float16: { bytes: 2, read: (view, at) => fromHalf(view.getUint16(at, true)) },
  bfloat16: { bytes: 2, read: (view, at) => fromBfloat(view.getUint16(at, true)) },
  int64: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  int16: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  int8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  uint64: { bytes: 8, read: (view, at) => Number(view.getBigUint64(at, true)) },
  uint32: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  uint16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  bool: { bytes: 1, read: (view, at) => view.getUint8(at) },
} as const satisfies Readonly<Record<string, NumberType>>;
