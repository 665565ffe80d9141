// The two sums of a FLAC frame: of its header, and of all of it (RFC 9639, 9.1.8 and 9.3).

/** Of the bytes before `end`. */
export function crc8(bytes: Uint8Array, end: number): number {
  let crc = 0;
  for (let i = 0; i < end; i++) crc = CRC_8[crc ^ (bytes[i] as number)] as number;
  return crc;
}

/** Of the bytes before `end`. */
export function crc16(bytes: Uint8Array, end: number): number {
  let crc = 0;
  for (let i = 0; i < end; i++) crc = ((crc << 8) & 0xffff) ^ (CRC_16[(crc >> 8) ^ (bytes[i] as number)] as number);
  return crc;
}

const CRC_8 = Uint8Array.from({ length: 256 }, (_, byte) => remainder(byte, 8, 0x07));
const CRC_16 = Uint16Array.from({ length: 256 }, (_, byte) => remainder(byte << 8, 16, 0x8005));

function remainder(value: number, width: number, polynomial: number): number {
  const top = 1 << (width - 1);
  let crc = value;
  for (let bit = 0; bit < 8; bit++) crc = (crc & top ? (crc << 1) ^ polynomial : crc << 1) & (2 * top - 1);
  return crc;
}
