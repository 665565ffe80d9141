// IEEE 754 half precision, for weights of two bytes in a file. In memory all weights are in single precision.

/** The nearest half to a float, ties to even, as its 16 bits. */
export function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  const exponent = magnitude < 2 ** -14 ? -14 : Math.floor(Math.log2(magnitude));
  // Math.log2 may be off by one near a power of two; the carry of the rounding below corrects an exponent that is too
  // small
  const scaled = magnitude / 2 ** (exponent - 10);
  const rounded = roundToEven(scaled);
  if (magnitude < 2 ** -14) return sign | rounded;
  return (sign | (((exponent + 15) << 10) + (rounded - 1024))) & 0xffff;
}

/** The float of 16 bits. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** bfloat16: the upper half of a single-precision number. */
export function fromBfloat(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
}
