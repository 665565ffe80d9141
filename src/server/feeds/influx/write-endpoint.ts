// `POST /write` and `POST /api/v2/write`, as Telegraf and other senders of InfluxDB use them. What a sender asks for before
// it writes (`/ping`, a data base) is answered so that it goes on.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { authenticate } from '../../transport/authentication/schemes.js';
import type { Tokens } from '../../transport/authentication/tokens.js';
import { isOwnHost, originIsAllowed } from '../../transport/handshake.js';
import { endBody } from '../../transport/http.js';
import type { InfluxFeed, Written } from './influx-feed.js';

export interface WriteParts {
  readonly feed: InfluxFeed;
  readonly tokens: Tokens;
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
}

/** Of a body, unpacked. */
const MOST_BYTES = 16 * 2 ** 20;
/** A sender comes again after this time, s, where too much waits. */
const AGAIN_S = 5;
const WRITES = ['/write', '/api/v2/write'];

/** Whether the request is one of these; then it is answered. */
export function answerWrite(request: IncomingMessage, response: ServerResponse, parts: WriteParts): boolean {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
  if (pathname === '/ping') return respond(response, 204);
  const writes = WRITES.includes(pathname);
  if (!writes && pathname !== '/query') return false;
  if (request.method !== 'POST') return writes ? respond(response, 405, 'lines are posted here') : false;
  const refusal = refusalOf(request, parts);
  if (refusal !== null) return respond(response, ...refusal);
  if (!writes) return respond(response, 200, null, { results: [{ statement_id: 0 }] });
  readBody(request).then(
    async (body) => {
      let written: Written;
      try {
        written = parts.feed.write(body, searchParams.get('precision'));
        await parts.feed.feed.sync();
      } catch (error) {
        return respond(response, 503, `the lines could not be kept; send them again: ${String(error)}`);
      }
      const { refused, reason, full } = written;
      if (full) {
        response.setHeader('Retry-After', AGAIN_S);
        return respond(response, 503, 'too many rows wait; send these lines again');
      }
      if (refused === 0) return respond(response, 204);
      return respond(response, 400, `partial write: ${refused} lines were refused, the others were taken: ${reason}`);
    },
    (error: Error & { status?: number }) => respond(response, error.status ?? 400, error.message),
  );
  return true;
}

function refusalOf(request: IncomingMessage, { tokens, hosts, origins }: WriteParts): [number, string] | null {
  const { host = '', origin } = request.headers;
  if (tokens.open && !isOwnHost(host, hosts)) return [421, 'the server is not known by that name'];
  if (origin !== undefined && !originIsAllowed(origin, host, origins))
    return [403, 'pages of that origin may not write'];
  const rights = authenticate(request, tokens)?.rights ?? null;
  if (rights === null) return [401, 'a token is needed'];
  return rights.includes('send') ? null : [403, 'the token does not allow to send'];
}

async function readBody(request: IncomingMessage): Promise<string> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw Object.assign(new Error(`a body may be packed by gzip: received ${encoding}`), { status: 415 });
  }
  const from: Readable = encoding === 'gzip' ? request.pipe(createGunzip()) : request;
  request.on('error', () => from.destroy());
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of from as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw Object.assign(new Error(`a body may have ${MOST_BYTES} bytes`), { status: 413 });
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function respond(response: ServerResponse, status: number, error: string | null = null, body?: object): true {
  if (response.headersSent || response.destroyed) return true;
  const text = body !== undefined ? JSON.stringify(body) : error === null ? '' : JSON.stringify({ error });
  response.setHeader('X-Influxdb-Version', '1.8.0');
  response.setHeader('Cache-Control', 'no-store');
  if (text !== '') response.setHeader('Content-Type', 'application/json');
  response.writeHead(status);
  endBody(response);
  response.end(text);
  return true;
}
