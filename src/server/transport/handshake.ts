// The handshake: who comes in, and with which rights. What is refused is let in just far enough to be told why, by a close code, for pages see nothing of
// an HTTP answer.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { BEARER, PROTOCOL, Refusal } from '../../protocol/closing.js';
import type { Right, Tokens } from './tokens.js';

export interface DoorOptions {
  readonly tokens: Tokens;
  /** Of pages, as `https://example.org:8443`, beside those that this server serves itself. */
  readonly origins: readonly string[];
}

/** The rights of whoever asks. Throws Refusal: WRONG_PROTOCOL, FOREIGN_ORIGIN, NO_TOKEN. */
export function rightsAtTheDoor(request: IncomingMessage, { tokens, origins }: DoorOptions): readonly Right[] {
  const offered = offeredProtocols(request);
  if (!offered.includes(PROTOCOL)) {
    const received = offered.filter((name) => !name.startsWith(BEARER)).join(', ') || 'none';
    throw new Refusal('WRONG_PROTOCOL', `the subprotocol must be ${PROTOCOL}: received ${received.slice(0, 40)}`);
  }
  const { origin } = request.headers;
  if (origin !== undefined && !originIsAllowed(origin, request.headers.host ?? '', origins)) {
    throw new Refusal('FOREIGN_ORIGIN', `pages of ${origin.slice(0, 60)} may not connect`);
  }
  const token = tokenOf(request);
  const rights = tokens.rightsOf(token);
  if (rights !== null) return rights;
  throw new Refusal('NO_TOKEN', token === null ? 'a token is needed' : 'the token is not known');
}

/** What the handshake answers: our protocol, or one of theirs, so that they hear the close code. Never the token. */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  if (offered.has(PROTOCOL)) return PROTOCOL;
  for (const name of offered) if (!name.startsWith(BEARER)) return name;
  return false;
}

/** Out of the Authorization header or, for pages, the second subprotocol; null where none is shown. */
export function tokenOf(request: IncomingMessage): string | null {
  const header = /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (header !== undefined) return header;
  return (
    offeredProtocols(request)
      .find((name) => name.startsWith(BEARER))
      ?.slice(BEARER.length) ?? null
  );
}

function offeredProtocols(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/**
 * A page that this very server has served may connect, if its host is an address or localhost: with a name, any page could make itself one of ours by
 * having its own name point here.
 */
function originIsAllowed(origin: string, host: string, origins: readonly string[]): boolean {
  if (origins.includes(origin) || origins.includes('*')) return true;
  let url: URL;
  try {
    url = new URL(origin);
  } catch {
    return false;
  }
  const name = url.hostname.replace(/^\[|\]$/g, '');
  return url.host === host && (name === 'localhost' || isIP(name) !== 0);
}
