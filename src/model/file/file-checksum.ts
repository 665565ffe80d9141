// The checksum of a model file: over its description, the table of its tensors and their bytes.
import { crc32 } from '../crc32.js';

export function fileChecksum(description: string, table: string, data: Uint8Array): string {
  const text = new TextEncoder();
  return crc32(text.encode(description), text.encode(table), data).toString(16).padStart(8, '0');
}
