// Which partition a stream belongs to: the same on every node, and for whoever publishes rows without us.

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a, 32 bits, over the bytes of the name, modulo the number of partitions. */
export function partitionOf(stream: string, partitions: number): number {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(stream)) hash = Math.imul(hash ^ byte, PRIME) >>> 0;
  return hash % partitions;
}
