// Arrays as numpy.save writes them, for tests.

/** `type`: f4 or f8, little-endian unless `big`. */
export function npyBytes(
  shape: readonly number[],
  values: readonly number[],
  { type = 'f4', big = false, fortran = false }: { type?: 'f4' | 'f8'; big?: boolean; fortran?: boolean } = {},
): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${big ? '>' : '<'}${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${sizes}), }`;
  const header = `${dictionary.padEnd(117)}\n`;
  const size = type === 'f4' ? 4 : 8;
  const bytes = new Uint8Array(10 + header.length + values.length * size);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  const view = new DataView(bytes.buffer, 10 + header.length);
  values.forEach((value, i) => {
    if (type === 'f4') view.setFloat32(i * 4, value, !big);
    else view.setFloat64(i * 8, value, !big);
  });
  return bytes;
}
