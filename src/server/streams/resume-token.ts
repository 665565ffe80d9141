// The secret by which a client shows that a stream is its own when it resumes it.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export function newResumeToken(): string {
  return randomBytes(18).toString('base64url');
}

/** Both tokens are hashed first, so comparing takes the same time for every input. */
export function isSameToken(shown: string, token: string): boolean {
  return timingSafeEqual(digestOf(shown), digestOf(token));
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
