// A client of this version at a server of an older one, which knows nothing of operators.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { connect } from '#src/node/index.js';

it('an older server is asked nothing of alarms: the connection stays, and the reason is a sentence', async () => {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => 'sluice.v1' });
  const said: string[] = [];
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => said.push(String(data)));
    const limits = { messageBytes: 1000, streams: 1, bytesPerSecond: 1000, messagesPerSecond: 1000 };
    const welcome = {
      kind: 'welcome',
      protocol: 'sluice.v1',
      rights: ['watch'],
      heartbeatMs: 1000,
      models: [],
      limits,
    };
    socket.send(JSON.stringify({ ...welcome, features: ['lasting-alarms'] }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  try {
    await using client = await connect(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    const reason = 'The server is of an older version: it lists no alarms';
    await expect(client.acknowledge('x')).rejects.toThrow(reason);
    await expect(client.audit()).rejects.toThrow(reason);
    const failed = new Promise<Error>((resolve) => client.alarms().subscribe({ error: resolve }));
    expect((await failed).message).toBe(reason);
    expect(said.filter((text) => !text.includes('"features"'))).toEqual([]);
  } finally {
    sockets.close();
    for (const socket of sockets.clients) socket.terminate();
    http.close();
  }
});
