// Who may do what. A token is kept as its SHA-256, and what a client shows is hashed too: the compare takes the same time whatever is shown.
import { createHash, timingSafeEqual } from 'node:crypto';

export const RIGHTS = ['send', 'watch', 'administer'] as const;
export type Right = (typeof RIGHTS)[number];

/** A token and what it allows. */
export interface Grant {
  readonly rights: readonly Right[];
  /** 16 to 256 letters, digits and -._~+ */
  readonly token: string;
}

export class Tokens {
  readonly #grants: readonly { readonly rights: readonly Right[]; readonly digest: Buffer }[];

  constructor(grants: readonly Grant[]) {
    this.#grants = grants.map(({ rights, token }) => ({ rights, digest: digestOf(token) }));
  }

  /** Whether anybody may do anything. */
  get open(): boolean {
    return this.#grants.length === 0;
  }

  /** Null where the token is none of ours. Every grant is compared, whichever fits. */
  rightsOf(token: string | null): readonly Right[] | null {
    if (this.open) return RIGHTS;
    const shown = digestOf(token ?? '');
    let rights: readonly Right[] | null = null;
    for (const grant of this.#grants) if (timingSafeEqual(grant.digest, shown)) rights = grant.rights;
    return token === null ? null : rights;
  }
}

/** `send,watch:TOKEN`. Throws RangeError. */
export function parseGrant(text: string): Grant {
  const colon = text.indexOf(':');
  const rights = text.slice(0, Math.max(0, colon)).split(',');
  const token = text.slice(colon + 1);
  const known = rights.every((right): right is Right => (RIGHTS as readonly string[]).includes(right));
  if (!known)
    throw new RangeError(`Cannot read the token: rights must be of ${RIGHTS.join(', ')}: received '${rights}'`);
  if (!/^[A-Za-z0-9._~+-]{16,256}$/.test(token)) {
    throw new RangeError(
      `Cannot read the token: it must be 16 to 256 letters, digits and -._~+: received ${token.length} characters`,
    );
  }
  return { rights, token };
}

/** Both are hashed first: the compare takes the same time whatever is shown. */
export function isSameToken(shown: string, token: string): boolean {
  return timingSafeEqual(digestOf(shown), digestOf(token));
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
