// The little of protobuf's wire format that writing needs: a message is the bytes of its fields, one after the other.

/** A field that holds bytes: a message, a string or raw data. */
export function bytesField(field: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return message(varint(field * 8 + 2), varint(bytes.length), bytes);
}

/** A field that holds a whole number within 2^53. */
export function numberField(field: number, value: number): Uint8Array {
  return message(varint(field * 8), varint(value));
}

/** Fields, one after the other. */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const field of fields) {
    bytes.set(field, at);
    at += field.length;
  }
  return bytes;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  if (value < 0) {
    // two's complement of 64 bits: nine bytes of seven, and the last one
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) + 128);
    bytes.push(Number(rest));
    return Uint8Array.from(bytes);
  }
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
