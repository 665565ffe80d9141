// A webhook against a real HTTP server: one that fails, stands still, dies in the middle, and sends elsewhere.
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { messageOf } from '#src/server/outlets/alarm-message.js';
import { webhook } from '#src/server/outlets/kinds/webhook.js';
import { NotTaken, TryLater } from '#src/server/outlets/outlet.js';
import { noteAt, receiver } from './made.js';

const message = messageOf('hook', [noteAt(0), noteAt(1)], 0);
const { signal } = new AbortController();
const hook = (url: string, more: Partial<Parameters<typeof webhook>[0]> = {}) =>
  webhook({ url, secret: null, headers: {}, timeoutMs: 2000, ...more });

describe('webhook()', () => {
  it('posts the message as JSON with its identity and its own headers', async () => {
    await using there = await receiver();
    await hook(there.url, { headers: { authorization: 'Bearer x' } }).send(message, signal);
    const { headers, message: got } = there.received[0] as (typeof there.received)[0];
    expect(got).toEqual(message);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer x',
      'webhook-id': message.id,
    });
    expect(headers['webhook-signature']).toBeUndefined();
  });

  it.each([
    ['any text', 'a secret of words', Buffer.from('a secret of words')],
    ['base64 behind whsec_', `whsec_${Buffer.from('raw bytes').toString('base64')}`, Buffer.from('raw bytes')],
  ])('signs by Standard Webhooks with %s', async (_, secret, key) => {
    await using there = await receiver();
    await hook(there.url, { secret }).send(message, signal);
    const { headers, body } = there.received[0] as (typeof there.received)[0];
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
  });

  it('says what a receiver answered, and when it wants to be asked again', async () => {
    await using there = await receiver((_, response) =>
      response.writeHead(503, { 'Retry-After': '7' }).end('down for repair'),
    );
    const error = await hook(there.url)
      .send(message, signal)
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TryLater);
    expect(error).toMatchObject({ message: 'it answered 503: down for repair', afterMs: 7000 });
  });

  it.each([400, 413, 415, 422])('is refused by %i', async (status) => {
    await using there = await receiver((_, response) => response.writeHead(status).end());
    await expect(hook(there.url).send(message, signal)).rejects.toBeInstanceOf(NotTaken);
  });

  it('follows no redirection', async () => {
    await using other = await receiver();
    await using there = await receiver((_, response) => response.writeHead(307, { location: other.url }).end());
    await expect(hook(there.url).send(message, signal)).rejects.toThrow('it answered 307');
    expect(other.requests).toBe(0);
  });

  it('is not taken by a receiver that dies in the middle of its answer, stands still, or is not there', async () => {
    await using dying = await receiver((_, response) => void response.socket?.destroy());
    await expect(hook(dying.url).send(message, signal)).rejects.toThrow('it could not be reached: ');
    await using still = await receiver(() => undefined);
    await expect(hook(still.url, { timeoutMs: 100 }).send(message, signal)).rejects.toThrow(
      'it took longer than 100 ms',
    );
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    await expect(hook(`http://127.0.0.1:${port}/`).send(message, signal)).rejects.toThrow('ECONNREFUSED');
  });
});
