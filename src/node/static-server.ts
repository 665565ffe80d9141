// Serves a folder of built files to browsers, with the two headers that let the threads of a page share memory. For a
// person's own machine: it listens on loopback unless told otherwise, and serves nothing else than the folders and
// files it was given.
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

/** What is served, and where. */
export interface StaticServerOptions {
  /** The folder. `/` is its index.html. */
  readonly root: string | URL;
  /** Other folders, by the path that they are served under: `{ '/sounds/': folder }`. */
  readonly mounts?: Readonly<Record<string, string | URL>>;
  /** Pages that are no files, by path: HTML. They come before files. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Single files that may lie anywhere, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What a script is served as, given its path and its text. @default as it is */
  readonly rewrite?: (path: string, text: string) => string;
  /** 0: any free one. @default 0 */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Whether pages are cross-origin isolated, which SharedArrayBuffer needs. @default true */
  readonly isolated?: boolean;
  /** More headers, on every answer. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server that runs. */
export interface StaticServer extends AsyncDisposable {
  /** With a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * Starts serving. Rejects with the system's error: EADDRINUSE where the port is taken, ENOENT where there is no such
 * folder.
 */
export async function startStaticServer(options: StaticServerOptions): Promise<StaticServer> {
  const { port = 0, host = '127.0.0.1' } = options;
  const server = createServer(await staticPages(options));
  await listening(server, port, host);
  const address = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}/`, port: address.port, close, [Symbol.asyncDispose]: close };
}

/** The same answers for a server of one's own. Rejects with ENOENT where there is no such folder. */
export async function staticPages(
  options: Omit<StaticServerOptions, 'port' | 'host'>,
): Promise<(request: IncomingMessage, response: ServerResponse) => void> {
  const { isolated = true, pages = {}, files = {}, rewrite = null } = options;
  const folders: Folder[] = [];
  for (const [prefix, root] of Object.entries({ ...options.mounts, '/': options.root })) {
    folders.push({ prefix, root: await realpath(typeof root === 'string' ? root : fileURLToPath(root)) });
  }
  const headers = { ...(isolated ? ISOLATION : {}), ...options.headers };
  const site = { folders, pages, files, rewrite, headers };
  return (request, response) => {
    answer(site, request, response).catch(() => response.destroy());
  };
}

/** A folder and the path that it is served under. */
interface Folder {
  readonly prefix: string;
  readonly root: string;
}

interface Site {
  /** The first whose prefix fits is asked. */
  readonly folders: readonly Folder[];
  readonly pages: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  /** On every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly rewrite: ((path: string, text: string) => string) | null;
}

const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.safetensors': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
};

async function answer(
  { folders, pages, files, headers, rewrite }: Site,
  request: IncomingMessage,
  response: ServerResponse,
) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(response, 405, 'only GET and HEAD are answered here');
  }
  const path = pathOf(request.url ?? '/');
  if (path === undefined) return refuse(response, 400, 'the address cannot be read');
  if (Object.hasOwn(pages, path)) return respond(response, 200, TYPES['.html'] as string, pages[path] as string);
  const folder = folders.find(({ prefix }) => path.startsWith(prefix)) as Folder;
  const single = Object.hasOwn(files, path) ? (files[path] as string) : null;
  const file = await (single === null ? fileAt(folder.root, path.slice(folder.prefix.length - 1)) : factsOf(single));
  if (file === undefined) return refuse(response, 404, 'there is no such file');
  const type = TYPES[extname(file.path)] ?? 'application/octet-stream';
  if (rewrite !== null && type === TYPES['.js']) {
    return respond(response, 200, type, rewrite(path, await readFile(file.path, 'utf8')));
  }
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', file.size);
  // Always asked for anew: files are as near as the page, and a rebuilt page must not run with an old part.
  response.setHeader('Cache-Control', 'no-cache');
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file.path), response);
}

/** The decoded path of an address without its query; undefined where it is malformed. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*$/s, ''));
    return path.startsWith('/') && !path.includes('\0') ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The file that a path names, links followed; undefined where there is none or it lies outside the root. */
async function fileAt(root: string, path: string): Promise<{ path: string; size: number } | undefined> {
  try {
    const file = await realpath(join(root, path.endsWith('/') ? `${path}index.html` : path));
    return file.startsWith(root + sep) ? await factsOf(file) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where there is no such file. */
async function factsOf(path: string): Promise<{ path: string; size: number } | undefined> {
  try {
    const facts = await stat(path);
    return facts.isFile() ? { path, size: facts.size } : undefined;
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  respond(response, status, 'text/plain; charset=utf-8', `${reason}\n`);
}

function respond(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
