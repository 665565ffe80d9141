// The WebSocket subprotocols that a client offers: the version of the protocol, and perhaps its token.
import type { IncomingMessage } from 'node:http';
import { BEARER, PROTOCOL } from '../../../protocol/closing.js';

/** What may be repeated of an offered name in a message or a log. Longer names may be a mistyped token. */
const HARMLESS = /^[A-Za-z0-9-]{1,12}(\.v\d{1,3})?$/;

export function offeredProtocols(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Whether a name carries a token. In whatever case: a name that looks like a token is never repeated to anybody. */
export function isBearer(name: string): boolean {
  return name.toLowerCase().startsWith(BEARER);
}

/** The offered names as an error may show them: none that is or may be a token. */
export function shownProtocols(offered: readonly string[]): string {
  const harmless = offered.filter((name) => !isBearer(name) && HARMLESS.test(name));
  if (harmless.length > 0) return harmless.join(', ').slice(0, 40);
  return offered.every(isBearer) ? 'none' : 'another';
}

/**
 * What the handshake answers: our protocol, or else one that the client offered, so that the client gets to hear the
 * close code. Never a token.
 */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  if (offered.has(PROTOCOL)) return PROTOCOL;
  for (const name of offered) if (!isBearer(name)) return name;
  return false;
}
