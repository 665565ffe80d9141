// The tokens that the server knows and what each one allows. How a client shows its token is not known here.
import { createHash, timingSafeEqual } from 'node:crypto';

export const RIGHTS = ['send', 'watch', 'operate', 'administer'] as const;
export type Right = (typeof RIGHTS)[number];

/** A token and what it allows. */
export interface Grant {
  readonly rights: readonly Right[];
  /** 16 to 256 letters, digits and -._~+ */
  readonly token: string;
}

/** Keeps only SHA-256 digests. What a client shows is hashed too, so comparing takes the same time for every input. */
export class Tokens {
  readonly #grants: readonly { readonly rights: readonly Right[]; readonly digest: Buffer }[];

  constructor(grants: readonly Grant[]) {
    this.#grants = grants.map(({ rights, token }) => ({ rights, digest: digestOf(token) }));
  }

  /** Whether there are no tokens, so that anybody may do anything. */
  get open(): boolean {
    return this.#grants.length === 0;
  }

  /** The rights of whoever shows a token, and who that is: its digest, cut short. */
  authenticate(token: string) {
    return { rights: this.rightsOf(token), client: `token ${digestOf(token).toString('base64url').slice(0, 12)}` };
  }

  /** The rights of a token, or null for an unknown one. Every grant is compared, whichever matches. */
  rightsOf(token: string | null): readonly Right[] | null {
    if (this.open) return RIGHTS;
    const shown = digestOf(token ?? '');
    let rights: readonly Right[] | null = null;
    for (const grant of this.#grants) if (timingSafeEqual(grant.digest, shown)) rights = grant.rights;
    return token === null ? null : rights;
  }
}

/** Reads `send,watch:TOKEN`. Throws RangeError. */
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

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
