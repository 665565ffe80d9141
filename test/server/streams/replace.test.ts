// A stream that takes the place of another: the other one ends only when the new one is possible.
import { describe, expect, it } from 'vitest';
import { CODES } from '#src/protocol/closing.js';
import { Raw, serve } from '../stand.js';

const OPEN = { kind: 'open', number: 0, stream: 'pump' };

describe("'replace'", () => {
  it.each([
    ['an unknown model', { model: 'none' }, CODES.UNKNOWN_MODEL],
    ['wrong settings', { detector: { enter: { nothing: 1 } } }, CODES.WRONG_SETTINGS],
  ])('with %s leaves the stream that waits for its client as it is', async (_, changes, code) => {
    await using server = await serve();
    const first = new Raw(server.socketUrl);
    await first.told('welcome');
    first.say(OPEN);
    const { token } = await first.told('opened');
    first.end();
    const second = new Raw(server.socketUrl);
    await second.told('welcome');
    const away = async () => {
      const from = second.texts.length;
      second.say({ kind: 'list', request: from });
      return (await second.told('streams', from)).streams as { state: string }[];
    };
    while ((await away())[0]?.state !== 'away') await new Promise((resolve) => setTimeout(resolve, 5));
    second.say({ ...OPEN, replace: true, ...changes });
    expect(await second.told('refused')).toMatchObject({ code });
    second.say({ ...OPEN, number: 1, resume: { token, predictions: 0, detections: 0 } });
    expect(await second.told('opened')).toMatchObject({ resumed: true, token });
    second.end();
  });

  it('does replace it where the new one is possible, and never one whose client is connected', async () => {
    await using server = await serve();
    const first = new Raw(server.socketUrl);
    await first.told('welcome');
    first.say(OPEN);
    const { token } = await first.told('opened');
    const second = new Raw(server.socketUrl);
    await second.told('welcome');
    second.say({ ...OPEN, replace: true });
    expect(await second.told('refused')).toMatchObject({ code: CODES.NAME_TAKEN });
    first.end();
    await first.closed;
    for (let number = 1; !second.texts.some(({ kind }) => kind === 'opened'); number++) {
      const from = second.texts.length;
      second.say({ ...OPEN, number, replace: true });
      await second.until(() => second.texts.length > from);
    }
    expect((await second.told('opened')).token).not.toBe(token);
    second.end();
  });
});
