// The list of authentication schemes. The first scheme that finds a credential decides.
import type { IncomingMessage } from 'node:http';
import { bearerHeader } from './bearer-header.js';
import { bearerSubprotocol } from './bearer-subprotocol.js';
import type { Authentication, AuthenticationScheme } from './scheme.js';
import { RIGHTS, type Tokens } from './tokens.js';

const SCHEMES: readonly AuthenticationScheme[] = [bearerHeader, bearerSubprotocol];

/** What the request's credential allows; null where it shows none though one is needed. */
export function authenticate(request: IncomingMessage, tokens: Tokens): Authentication | null {
  if (tokens.open) return { rights: RIGHTS, client: `address ${request.socket.remoteAddress ?? ''}` };
  for (const scheme of SCHEMES) {
    const found = scheme.authenticate(request, tokens);
    if (found !== null) return found;
  }
  return null;
}
