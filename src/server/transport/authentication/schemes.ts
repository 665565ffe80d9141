// The list of authentication schemes. The first scheme that finds a credential decides.
import type { IncomingMessage } from 'node:http';
import { bearerHeader } from './bearer-header.js';
import { bearerSubprotocol } from './bearer-subprotocol.js';
import type { Authentication, AuthenticationScheme } from './scheme.js';
import { tokenHeader } from './token-header.js';
import { RIGHTS, type Tokens } from './tokens.js';

const SCHEMES: readonly AuthenticationScheme[] = [bearerHeader, tokenHeader, bearerSubprotocol];

/** The client that a request's address stands for, where no token says who it is. */
export function addressOf(request: IncomingMessage): string {
  return `address ${request.socket.remoteAddress ?? ''}`;
}

/** What the request's credential allows; null where it shows none though one is needed. */
export function authenticate(request: IncomingMessage, tokens: Tokens): Authentication | null {
  if (tokens.open) return { rights: RIGHTS, client: addressOf(request) };
  for (const scheme of SCHEMES) {
    const found = scheme.authenticate(request, tokens);
    if (found !== null) return found;
  }
  return null;
}
