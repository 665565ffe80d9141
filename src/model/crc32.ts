// CRC-32 (ISO 3309, as in zip and PNG), to notice changed bytes.
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** Checksum of some runs of bytes, one after the other. */
export function crc32(...runs: readonly Uint8Array[]): number {
  let crc = 0xffffffff;
  for (const bytes of runs) {
    for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
