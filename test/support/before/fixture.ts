// Files that an earlier build wrote (test/fixtures/before), and how results are named in a few characters.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a fixture of the build before; of the folder where no name is given. */
export function beforePath(name = ''): string {
  return fileURLToPath(new URL(`../../fixtures/before/${name}`, import.meta.url));
}

export function before(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(beforePath(name)));
}

/** SHA-256 as hex. */
export function hashOf(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** What JSON keeps of a value: typed arrays become arrays, NaN becomes 'NaN', bytes of files a hash. */
export function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Uint8Array) return { bytes: part.length, sha256: hashOf(part) };
    if (ArrayBuffer.isView(part)) return Array.from(part as unknown as ArrayLike<number>, String);
    if (typeof part === 'number' && !Number.isFinite(part)) return String(part);
    return part;
  });
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}
