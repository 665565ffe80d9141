// Ten thousand silent connections, or as many as the system lets a process have: the server keeps serving, and closes
// them when their time is up.
import { execFileSync } from 'node:child_process';
import { connect as connectSocket, type Socket } from 'node:net';
import { lastValueFrom, toArray } from 'rxjs';
import { expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { CODES } from '#src/protocol/closing.js';
import { alone, bits, rowsOf, serve } from '../stand.js';

/** Both ends are in this process. */
const files = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim()) || 20_000;
const COUNT = Math.min(10_000, Math.floor((files - 500) / 2));
const HANDSHAKE =
  'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sluice.v1\r\n\r\n';

/** Resolves with the socket when the server has said welcome. */
function silent(port: number, closed: (code: number) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket(port, '127.0.0.1', () => socket.write(HANDSHAKE));
    socket.on('error', reject);
    socket.on('data', (data) => {
      if (data.includes('welcome')) resolve(socket);
      const at = data.length >= 4 ? data.lastIndexOf(0x88) : -1;
      if (at >= 0 && data.length >= at + 4) closed(data.readUInt16BE(at + 2));
    });
  });
}

it(`${COUNT} silent connections disturb nobody, and are closed`, async () => {
  await using server = await serve({ limits: { idleMs: 8000, connections: COUNT + 1 } });
  await using client = await connect(server.socketUrl);
  let idle = 0;
  const sockets: Socket[] = [];
  for (let i = 0; i < COUNT; i += 200) {
    const more = Array.from({ length: Math.min(200, COUNT - i) }, () =>
      silent(server.port, (code) => {
        if (code === CODES.IDLE) idle++;
      }),
    );
    sockets.push(...(await Promise.all(more)));
  }
  expect(sockets.length).toBe(COUNT);
  const rows = rowsOf(200);
  const stream = await client.open({ stream: 'pump', maxDelayMs: 10_000 });
  const heard = lastValueFrom(stream.predictions$.pipe(toArray()));
  stream.send(rows);
  await stream.close();
  expect(bits(await heard)).toEqual(bits(await alone(rows)));
  const untilMs = Date.now() + 40_000;
  while (idle < COUNT && Date.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 200));
  expect(idle).toBe(COUNT);
  for (const socket of sockets) socket.destroy();
}, 100_000);
