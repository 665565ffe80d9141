// Mail through a real SMTP server: one that asks for a password, has no room for a while, dies in the middle, and refuses.
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { messageOf } from '#src/server/outlets/alarm-message.js';
import { mail } from '#src/server/outlets/kinds/mail.js';
import { NotTaken } from '#src/server/outlets/outlet.js';
import { serve } from '../stand.js';
import { noteAt, until } from './made.js';
import { sendSeries } from './made-series.js';

const { signal } = new AbortController();
const message = messageOf('mail', [noteAt(0), noteAt(1, 'über/größe')], 3);

async function smtp(options: SMTPServerOptions = {}) {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS'], authOptional: true, allowInsecureAuth: true, closeTimeout: 100 },
    onData(stream, _, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString());
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    mails,
    sockets,
    url: `smtp://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const settings = { password: null, from: 'plant@example.org', to: ['watch@example.org'], ca: null, timeoutMs: 5000 };

describe('mail()', () => {
  it('sends a mail with a paragraph for each alarm, and an identity that stays the same', async () => {
    await using there = await smtp();
    const outlet = await mail({ ...settings, url: there.url });
    await outlet.send(message, signal);
    await outlet.send(message, signal);
    const [one = '', two = ''] = there.mails;
    expect(one).toContain('From: plant@example.org');
    expect(one).toContain('To: watch@example.org');
    expect(one).toContain('Auto-Submitted: auto-generated');
    expect(one).toContain(noteAt(0).id);
    expect(one).toContain('3 alarms were dropped before');
    const idOf = (text: string) => /^Message-ID: (.+)$/m.exec(text)?.[1];
    expect(idOf(one)).toBe(`<${message.id}@sluice>`);
    expect(idOf(two)).toBe(idOf(one));
    await outlet.close();
  });

  it('lets no name of a stream become a header', async () => {
    await using there = await smtp();
    const outlet = await mail({ ...settings, url: there.url });
    await outlet.send(messageOf('mail', [noteAt(0, 'a\r\nBcc: thief@example.org\r\n')], 0), signal);
    expect(there.mails[0]).not.toMatch(/^Bcc:/m);
  });

  it('tells a password where the server asks for one', async () => {
    await using there = await smtp({
      authOptional: false,
      onAuth: ({ username, password }, _, callback) =>
        username === 'plant' && password === 'a word'
          ? callback(null, { user: username })
          : callback(new Error('wrong')),
    });
    const url = there.url.replace('//', '//plant@');
    await (await mail({ ...settings, url, password: 'a word' })).send(message, signal);
    expect(there.mails).toHaveLength(1);
    const wrong = (await mail({ ...settings, url, password: 'another' })).send(message, signal);
    await expect(wrong).rejects.toThrow('the mail was not taken: ');
    await expect(wrong).rejects.not.toBeInstanceOf(NotTaken);
  });

  it('is refused where the server refuses what the mail holds, and only then', async () => {
    const fails = (responseCode: number) => ({
      onData: (...[stream, , callback]: Parameters<NonNullable<SMTPServerOptions['onData']>>) => {
        stream.resume();
        stream.on('end', () => callback(Object.assign(new Error('no'), { responseCode })));
      },
    });
    await using full = await smtp(fails(452));
    const later = (await mail({ ...settings, url: full.url })).send(message, signal);
    await expect(later).rejects.toThrow('452');
    await expect(later).rejects.not.toBeInstanceOf(NotTaken);
    await using strict = await smtp(fails(554));
    await expect((await mail({ ...settings, url: strict.url })).send(message, signal)).rejects.toBeInstanceOf(NotTaken);
  });
});

describe('a server that mails its alarms', () => {
  it('sends what a mail server that dies in the middle did not take to it once it is back', async () => {
    let dies = true;
    const mails: string[] = [];
    await using there = await smtp({
      onData(stream, { id: _ }, callback) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => {
          if (dies) for (const socket of there.sockets) socket.destroy();
          parts.push(part);
        });
        stream.on('end', () => {
          if (!dies) mails.push(Buffer.concat(parts).toString());
          dies = false;
          callback();
        });
        stream.on('close', () => {
          dies = false;
        });
      },
    });
    const outlet = { kind: 'mail' as const, url: there.url, from: settings.from, to: settings.to, perMinute: 6000 };
    await using server = await serve({ alarms: { outlets: [outlet] } });
    await sendSeries(server.socketUrl, 'plant/pump');
    await until(() => mails.length > 0);
    expect(mails[0]).toMatch(/plant\/pump: .*\(\w+, severity/s);
    const metrics = await (await fetch(`${server.url}metrics`)).text();
    expect(metrics).toMatch(/^sluice_outlet_failures_total\{outlet="mail"\} [1-9]/m);
  });
});
