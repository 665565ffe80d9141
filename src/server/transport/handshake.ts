// The WebSocket handshake: who may connect, and with which rights. A client that is refused still gets its connection,
// for just long enough to receive a close code: a page sees nothing of an HTTP answer.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { PROTOCOL, Refusal } from '../../protocol/closing.js';
import type { Authentication } from './authentication/scheme.js';
import { addressOf, authenticate } from './authentication/schemes.js';
import { offeredProtocols, shownProtocols } from './authentication/subprotocols.js';
import type { Right, Tokens } from './authentication/tokens.js';

export interface HandshakeOptions {
  readonly tokens: Tokens;
  /** Origins of pages that may connect, as `https://example.org:8443`, beside the pages that this server serves. */
  readonly origins: readonly string[];
  /** Names by which the server is reached, beside those of isOwnHost. */
  readonly hosts: readonly string[];
}

/** Who a client is. */
export interface Admitted extends Authentication {
  readonly rights: readonly Right[];
}

/**
 * Who pays for a request: the holder of a known token, else the address that it comes from. A stranger does not become
 * another client by showing another token.
 */
export function payerOf(request: IncomingMessage, tokens: Tokens): string {
  const found = authenticate(request, tokens);
  return found !== null && found.rights !== null ? found.client : addressOf(request);
}

/** A client's rights. Throws Refusal: WRONG_PROTOCOL, FOREIGN_ORIGIN, NO_TOKEN. */
export function authorize(request: IncomingMessage, { tokens, origins, hosts }: HandshakeOptions): Admitted {
  const offered = offeredProtocols(request);
  if (!offered.includes(PROTOCOL)) {
    throw new Refusal('WRONG_PROTOCOL', `the subprotocol must be ${PROTOCOL}: received ${shownProtocols(offered)}`);
  }
  const { origin, host = '' } = request.headers;
  if (tokens.open && !isOwnHost(host, hosts)) {
    throw new Refusal('FOREIGN_ORIGIN', `the server is not known as ${host.slice(0, 60)}`);
  }
  if (origin !== undefined && !originIsAllowed(origin, host, origins)) {
    throw new Refusal('FOREIGN_ORIGIN', `pages of ${origin.slice(0, 60)} may not connect`);
  }
  const found = authenticate(request, tokens);
  if (found === null) throw new Refusal('NO_TOKEN', 'a token is needed');
  if (found.rights === null) throw new Refusal('NO_TOKEN', 'the token is not known');
  return { rights: found.rights, client: found.client };
}

/**
 * A page that this very server has served may connect if its host is an address or localhost. With a host name, any
 * page could make itself one of ours by pointing its own name here (DNS rebinding).
 */
export function originIsAllowed(origin: string, host: string, origins: readonly string[]): boolean {
  if (origins.includes(origin) || origins.includes('*')) return true;
  let url: URL;
  try {
    url = new URL(origin);
  } catch {
    return false;
  }
  const name = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  return url.host === host && (name === 'localhost' || isIP(name) !== 0);
}

/**
 * Whether a `Host` header can be this server's: an address, a name without a dot, this machine's own name, or one of
 * `hosts`. Where no token is needed, a page could else read the server by pointing its own name here (DNS rebinding),
 * and every such name has a dot.
 */
export function isOwnHost(host: string, hosts: readonly string[]): boolean {
  const name = host
    .replace(/:\d*$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  if (isIP(name) !== 0 || !name.includes('.') || name.endsWith('.localhost')) return true;
  const own = hostname().toLowerCase();
  return (
    name === own || name === `${own}.local` || hosts.some((known) => known === '*' || known.toLowerCase() === name)
  );
}
