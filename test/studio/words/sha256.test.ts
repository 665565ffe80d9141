import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../../src/studio/words/sha256.js';
import { random } from '../../support/random.js';

describe('Sha256', () => {
  it('gives the digests of FIPS 180-4', () => {
    expect(digestOf('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(digestOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it.each([55, 56, 63, 64, 65, 119, 120, 1000])('agrees with Node on %i bytes, in pieces of any size', (length) => {
    const next = random(length);
    const bytes = Uint8Array.from({ length }, () => Math.floor(256 * next()));
    const hash = new Sha256();
    for (let at = 0; at < length; ) {
      const size = 1 + Math.floor(40 * next());
      hash.update(bytes.subarray(at, at + size));
      at += size;
    }
    expect(hash.digest()).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('goes on after a digest', () => {
    const hash = new Sha256();
    hash.update(new TextEncoder().encode('a'));
    hash.digest();
    hash.update(new TextEncoder().encode('bc'));
    expect(hash.digest()).toBe(digestOf('abc'));
  });
});

function digestOf(text: string): string {
  const hash = new Sha256();
  hash.update(new TextEncoder().encode(text));
  return hash.digest();
}
