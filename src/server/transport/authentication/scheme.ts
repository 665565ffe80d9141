// The contract of an authentication scheme: one way in which a client shows who it is. To add a scheme, write one file
// beside this one and add it to the list in schemes.ts.
import type { IncomingMessage } from 'node:http';
import type { Right, Tokens } from './tokens.js';

export interface AuthenticationScheme {
  /** Looks for a credential of this kind in a request. Returns null where the request shows none. */
  authenticate(request: IncomingMessage, tokens: Tokens): Authentication | null;
}

/** What a credential allows; `rights` is null where the credential is not known. */
export interface Authentication {
  readonly rights: readonly Right[] | null;
  /** Who shows it: the same for all connections with that credential. Not the credential itself. */
  readonly client: string;
}
