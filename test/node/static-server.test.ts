import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StaticServer, startStaticServer } from '#src/node/static-server.js';

let folder: string;
let server: StaticServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-static-'));
  await mkdir(join(folder, 'site', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'site', 'index.html'), '<p>page');
  for (const name of ['a.js', 'a.wasm', 'a.wav', 'a.json', 'a.safetensors', 'ä b.css']) {
    await writeFile(join(folder, 'site', 'assets', name), name);
  }
  await symlink(join(folder, 'secret.txt'), join(folder, 'site', 'link.txt'));
  server = await startStaticServer({ root: join(folder, 'site') });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe('startStaticServer()', () => {
  it('serves index.html for the folder, whatever the query', async () => {
    const answer = await fetch(`${server.url}?play=recording`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await answer.text()).toBe('<p>page');
  });

  it.each([
    ['assets/a.js', 'text/javascript; charset=utf-8'],
    ['assets/a.wasm', 'application/wasm'],
    ['assets/a.wav', 'audio/wav'],
    ['assets/a.json', 'application/json; charset=utf-8'],
    ['assets/a.safetensors', 'application/octet-stream'],
    ['assets/%C3%A4%20b.css', 'text/css; charset=utf-8'],
  ])('serves %s as %s', async (path, type) => {
    const answer = await fetch(server.url + path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
  });

  it('isolates pages, so that their threads can share memory', async () => {
    const { headers } = await fetch(server.url);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  });

  it('leaves the two headers out when told to', async () => {
    await using bare = await startStaticServer({ root: join(folder, 'site'), isolated: false });
    const { headers } = await fetch(bare.url);
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    expect(headers.get('cross-origin-embedder-policy')).toBeNull();
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '/link.txt',
    '/assets',
    '/assets/',
    '/nothing',
  ])('finds nothing at %s', async (path) => {
    const { status, body } = await raw(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it.each(['/%', '/%zz', '/a%00b', 'http:'])('refuses the malformed address %s', async (path) => {
    expect((await raw(path)).status).toBe(400);
  });

  it('answers HEAD without a body, and refuses to be written to', async () => {
    const head = await fetch(server.url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('7');
    expect(await head.text()).toBe('');
    expect((await fetch(server.url, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('rejects where the port is taken or there is no such folder', async () => {
    await expect(startStaticServer({ root: folder, port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(startStaticServer({ root: join(folder, 'none') })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

/** As written: `fetch` would tidy the path up. */
function raw(path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request({ port: server.port, host: '127.0.0.1', path }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}
