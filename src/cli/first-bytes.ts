// The first bytes of a file, by which `sluice inspect` recognises what it is before the whole file is read.
import { open } from 'node:fs/promises';

/** At most `most` bytes; none of a folder, an address or a file that is not there: who reads it says so. */
export async function firstBytes(path: string, most: number): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const bytes = new Uint8Array(most);
      const { bytesRead } = await file.read(bytes, 0, most);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return new Uint8Array(0);
  }
}
