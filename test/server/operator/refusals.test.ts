// What an operator may not do, and what cannot be done: each is refused by a sentence, and closes nothing.
import { describe, expect, it } from 'vitest';
import { connect } from '#src/node/index.js';
import { Raw, serve } from '../stand.js';

const hour = 3_600_000;
const TOKENS = {
  watch: 'right-right-right-1',
  operate: 'right-right-right-2',
  send: 'right-right-right-3',
  administer: 'right-right-right-4',
};
const tokens = Object.entries(TOKENS).map(([right, token]) => ({ rights: [right as keyof typeof TOKENS], token }));

describe('a request of an operator', () => {
  it.each([
    ['an alarm that is not there', { kind: 'acknowledge', alarm: 'x' }, 4470, "there is no alarm 'x'"],
    ['an alarm that is not there', { kind: 'normal', alarm: 'x', always: true }, 4470, "there is no alarm 'x'"],
    ['a mute that is not there', { kind: 'end-mute', mute: 'x' }, 4470, "there is no mute 'x'"],
    ['a kind that is not there', { kind: 'forget-normal', normal: 'x' }, 4470, "no kind of normal alarms 'x'"],
    ['a time that is past', { kind: 'mute', streams: '*', untilMs: 1000 }, 4471, "'untilMs' must be later than now"],
    ['a time in microseconds', { kind: 'mute', streams: '*', untilMs: 1e16 }, 4471, 'must be within a year'],
    [
      'a window whose end is before its begin',
      { kind: 'maintenance', streams: '*', fromMs: Date.now() + 2 * hour, untilMs: Date.now() + hour },
      4471,
      "'fromMs' must be before 'untilMs'",
    ],
    [
      'a huge note',
      { kind: 'mute', streams: '*', untilMs: Date.now() + hour, note: 'x'.repeat(100_000) },
      4471,
      'a note may have 500 characters: received 100000',
    ],
    [
      'a name of hostile bytes',
      { kind: 'mute', streams: '*', untilMs: Date.now() + hour, by: 'Anna\u001b[2J' },
      4471,
      "'by' and 'note' must be plain text",
    ],
    [
      'a long name',
      { kind: 'mute', streams: '*', untilMs: Date.now() + hour, by: 'x'.repeat(65) },
      4471,
      "'by' may have 64 characters: received 65",
    ],
    [
      'a long pattern',
      { kind: 'mute', streams: 'x'.repeat(129), untilMs: Date.now() + hour },
      4471,
      "'streams' must be a pattern of 1 to 128 characters",
    ],
    ['no channel', { kind: 'mute', streams: '*', channel: '', untilMs: Date.now() + hour }, 4471, "'channel' must be"],
  ])('for %s is refused, and the connection stays', async (_, message, code, reason) => {
    await using server = await serve();
    const raw = new Raw(server.socketUrl);
    await raw.opened;
    raw.say({ ...message, request: 7 });
    expect(await raw.told('refused')).toMatchObject({ request: 7, code, reason: expect.stringContaining(reason) });
    raw.say({ kind: 'audit', request: 8 });
    expect(await raw.told('audit')).toMatchObject({ request: 8, entries: [] });
    raw.end();
  });

  it('needs the right to operate or to administer; reading needs the right to watch', async () => {
    await using server = await serve({ tokens });
    const may = async (token: string) => {
      await using client = await connect(server.socketUrl, { token });
      const tried = async (work: Promise<unknown>) => {
        const failed = await work.then(
          () => '',
          (error: Error) => error.message,
        );
        return /does not allow to/.test(failed) ? 'refused' : 'allowed';
      };
      const watched = new Promise<string>((resolve) => {
        client.alarms().subscribe({ next: () => resolve('allowed'), error: () => resolve('refused') });
      });
      return {
        act: await tried(client.mute({ streams: '*', untilMs: Date.now() + hour })),
        read: await tried(client.audit()),
        watch: await watched,
      };
    };
    expect(await may(TOKENS.watch)).toEqual({ act: 'refused', read: 'allowed', watch: 'allowed' });
    expect(await may(TOKENS.operate)).toEqual({ act: 'allowed', read: 'refused', watch: 'refused' });
    expect(await may(TOKENS.send)).toEqual({ act: 'refused', read: 'refused', watch: 'refused' });
    expect(await may(TOKENS.administer)).toEqual({ act: 'allowed', read: 'allowed', watch: 'refused' });
  });

  it('says who by the token, cut short, where nobody is named', async () => {
    await using server = await serve({ tokens });
    await using client = await connect(server.socketUrl, { token: TOKENS.administer });
    await client.mute({ streams: '*', untilMs: Date.now() + hour });
    const [entry] = await client.audit();
    expect(entry?.by).toMatch(/^token .{12}$/);
    expect(entry?.by).not.toContain(TOKENS.administer.slice(0, 12));
  });

  it('that no message is closes the connection, as any other', async () => {
    await using server = await serve();
    const raw = new Raw(server.socketUrl);
    await raw.opened;
    raw.say({ kind: 'acknowledge', request: 1 });
    expect((await raw.closed).code).toBe(4421);
  });
});
