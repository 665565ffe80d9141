// The three addresses that are answered without a WebSocket: whether the server lives, whether it takes streams, and
// its metrics.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../metrics/metrics.js';
import { authenticate } from './authentication/schemes.js';
import type { Tokens } from './authentication/tokens.js';
import type { ClientBudget } from './client-budget.js';
import { isOwnHost } from './handshake.js';

/** Requests of one client that may wait to be answered. More are refused. */
const MOST_WAITING = 100;
/** What a request costs before and after it is answered here, ms: Node reads it and sends what is answered. */
const REQUEST_MS = 0.1;

export interface HttpParts {
  readonly tokens: Tokens;
  readonly metrics: Metrics;
  readonly isReady: boolean;
  readonly hosts: readonly string[];
  /** Does something in the turn of the client that asks. */
  inTurn(work: () => void): void;
}

/** Whether a request is for one of the addresses that are answered here. */
export function isOurs(request: IncomingMessage): boolean {
  const path = pathOf(request);
  return path === '/metrics' || isLook(path);
}

/** Lets `answer` answer a request in its client's turn, unless it is gone or answered by then. */
export function answerInTurn(
  request: IncomingMessage,
  response: ServerResponse,
  budget: ClientBudget,
  answer: () => void,
): void {
  budget.spend(REQUEST_MS);
  if (isLook(pathOf(request))) return budget.charge(answer);
  if (budget.waitingRequests >= MOST_WAITING) {
    response.setHeader('Connection', 'close');
    return void respond(response, 503, 'too many requests wait already\n');
  }
  let waits = true;
  budget.waitingRequests++;
  const over = () => {
    if (waits) budget.waitingRequests--;
    waits = false;
  };
  const leave = budget.whenAllowed(() => {
    over();
    if (!response.headersSent && !response.destroyed) answer();
  });
  response.once('close', () => {
    leave();
    over();
  });
}

/** Returns false for any other address. The metrics need the right `watch`. */
export function answerHttp(request: IncomingMessage, response: ServerResponse, parts: HttpParts): boolean {
  const path = pathOf(request);
  if (!isOurs(request)) return false;
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return respond(response, 405, 'only GET is answered here\n');
  if (path === '/healthz') return respond(response, 200, 'ok\n');
  if (path === '/readyz')
    return respond(response, parts.isReady ? 200 : 503, parts.isReady ? 'ready\n' : 'not ready\n');
  if (parts.tokens.open && !isOwnHost(request.headers.host ?? '', parts.hosts))
    return respond(response, 421, 'the server is not known by that name\n');
  const rights = authenticate(request, parts.tokens)?.rights ?? null;
  if (rights === null) return respond(response, 401, 'a token is needed\n');
  if (!rights.includes('watch')) return respond(response, 403, 'the token does not allow to watch\n');
  const { contentType } = parts.metrics;
  parts.metrics.text().then(
    // A hundred who have asked at once are not answered at once.
    (text) => parts.inTurn(() => respond(response, 200, text, contentType)),
    () => respond(response, 500, 'the metrics could not be made\n'),
  );
  return true;
}

/**
 * Whether somebody looks whether the server lives. That is answered at once: who sees to it must not take the server for
 * dead because somebody else at the same address asks for much.
 */
function isLook(path: string): boolean {
  return path === '/healthz' || path === '/readyz';
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').replace(/\?.*$/s, '');
}

function respond(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  type = 'text/plain; charset=utf-8',
): true {
  if (response.headersSent) return true; // the metrics take a moment, and another listener answered first
  const headers = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), 'Cache-Control': 'no-store' };
  response.writeHead(status, headers);
  endBody(response);
  response.end(response.req.method === 'HEAD' ? undefined : body);
  return true;
}

/** A body that is still on its way, however slowly, keeps no socket once it is answered. */
export function endBody(response: ServerResponse): void {
  const { req } = response;
  response.once('finish', () => {
    if (!req.complete) req.socket.destroySoon();
  });
}
