// What a client may put into the log: nothing that a terminal would obey, and nothing long.
import { describe, expect, it } from 'vitest';
import type { ServeOptions } from '#src/server/options.js';
import { ServerLog } from '#src/server/server-log.js';
import { Raw, serve } from './stand.js';

function journal() {
  const lines: [Record<string, unknown>, string][] = [];
  const note = (facts: Record<string, unknown>, sentence: string) => void lines.push([facts, sentence]);
  const log = { debug: note, info: note, warn: note, error: note } as unknown as NonNullable<ServeOptions['log']>;
  return { lines, log };
}

describe('ServerLog', () => {
  it('shows control and direction characters as replaced, and cuts what is long', () => {
    const { lines, log } = journal();
    new ServerLog(log).warn({ reason: '\u001b[31mred\u202e\u0000', code: 4400, long: 'y'.repeat(500_000) }, 'x\n');
    const [[facts, sentence] = [{}, '']] = lines;
    expect([facts.reason, facts.code, String(facts.long).length, sentence]).toEqual([
      '\ufffd[31mred\ufffd\ufffd',
      4400,
      201,
      'x\ufffd',
    ]);
  });

  it("has a client's close reason as a fact, and not as its sentence", async () => {
    const { lines, log } = journal();
    await using server = await serve({ log });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.socket.close(4999, 'all disks have failed\u202e');
    await raw.closed;
    while (!lines.some(([, sentence]) => sentence === 'a connection was closed')) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(lines.filter(([, sentence]) => sentence.includes('disks'))).toEqual([]);
    expect(lines.find(([{ code }]) => code === 4999)?.[0].reason).toBe('all disks have failed\ufffd');
  });
});
