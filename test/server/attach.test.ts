// A server of streams on somebody else's HTTP server: neither strangers' sockets nor other request listeners disturb
// it.
import { createServer, get, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { attachServer } from '#src/node/serve.js';
import { model, Raw } from './stand.js';

const UPGRADE =
  'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

async function listen(http: Server): Promise<number> {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return (http.address() as AddressInfo).port;
}

describe('attachServer() at the limit of connections', () => {
  it('closes a socket that it refused, whether its client resets it or never closes its side', async () => {
    const http = createServer();
    const streams = attachServer(http, { model: { name: 'rows', model }, limits: { connections: 1 } });
    const port = await listen(http);
    const only = new Raw(`ws://127.0.0.1:${port}/`);
    await only.told('welcome');
    const refused: Promise<Error | null>[] = [];
    http.on('upgrade', (_, socket: Duplex) => {
      expect(socket.listenerCount('error')).toBeGreaterThan(0);
      refused.push(new Promise((resolve) => socket.once('close', () => resolve(socket.errored))));
    });
    const half = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const answer = await new Promise<string>((resolve) => {
      half.once('data', (data) => resolve(data.toString()));
      half.write(UPGRADE);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    await refused[0];
    half.destroy();
    const reset = connect({ port, host: '127.0.0.1' }, () => reset.write(UPGRADE, () => reset.resetAndDestroy()));
    while (refused.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await refused[1];
    only.end();
    await streams.close();
    await new Promise((resolve) => http.close(resolve));
  });
});

describe('attachServer() beside another request listener', () => {
  const owner: RequestListener = (_, response) => void response.end('the owner');
  const asked = (port: number, path: string) =>
    new Promise<string>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve(Buffer.concat(parts).toString()));
      }).on('error', reject);
    });

  it.each(['/healthz', '/readyz', '/metrics', '/'])('leaves %s as the other listener answered it', async (path) => {
    const http = createServer(owner);
    const streams = attachServer(http, { model: { name: 'rows', model } });
    const port = await listen(http);
    await streams.ready;
    expect(await asked(port, path)).toBe('the owner');
    await streams.close();
    await new Promise((resolve) => http.close(resolve));
  });

  it('leaves the metrics to a listener that answers first', async () => {
    const http = createServer();
    const streams = attachServer(http, { model: { name: 'rows', model } });
    http.on('request', owner);
    const port = await listen(http);
    await streams.ready;
    expect(await asked(port, '/metrics')).toBe('the owner');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await streams.close();
    await new Promise((resolve) => http.close(resolve));
  });
});
