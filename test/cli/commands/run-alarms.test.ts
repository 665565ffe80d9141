// `sluice run` with outlets: the alarms of a table go out while it is read, and the command ends when they are delivered.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { receiver } from '../../server/outlets/made.js';
import { sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { random } from '../../support/random.js';

const folder = temporaryFolder();
const next = random(3);
const csv = folder.write(
  'pump.csv',
  [
    'time,flow',
    ...Array.from({ length: 700 }, (_, i) => {
      const flow = 20 + Math.sin(i / 20) + 0.1 * next() + (i >= 660 && i < 665 ? 30 : 0);
      return `${new Date(Date.UTC(2024, 2, 1) + i * 60_000).toISOString()},${flow.toFixed(3)}`;
    }),
  ].join('\n'),
);

describe('sluice run with outlets', { timeout: 180_000 }, () => {
  it('posts signed alarms to a webhook that fails at first, and gives them to a command', async () => {
    await using there = await receiver((number, response) => response.writeHead(number === 0 ? 500 : 200).end());
    const out = join(folder.path, 'alarms');
    const args = ['run', csv, '--json', '--webhook', there.url, '--alarm-command', `cat >> ${out}`];
    const { code, lines, stderr } = await sluice(args, undefined, { SLUICE_WEBHOOK_SECRET: 'words' });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      'an outlet did not take its alarms; they are tried again (outlet webhook, reason it answered 500',
    );
    const began = lines.filter(({ kind }) => kind === 'anomaly');
    const ended = lines.filter(({ kind }) => kind === 'anomaly-end');
    expect(began.length).toBeGreaterThan(0);
    const told = (event: string) => there.notes.filter((note) => note.event === event).length;
    expect([told('began'), told('ended')]).toEqual([began.length, ended.length]);
    expect(there.received[0]?.headers['webhook-signature']).toMatch(/^v1,/);
    expect(readFileSync(out, 'utf8')).toContain(there.notes[0]?.id);
  });

  it('does not tell an alarm again that a queue on the disk knows', async () => {
    await using there = await receiver();
    const queue = join(folder.path, 'queue');
    for (const _ of [1, 2]) await sluice(['run', csv, '--webhook', there.url, '--alarm-queue', queue]);
    expect(there.notes.length).toBeGreaterThan(0);
    expect(new Set(there.notes.map(({ id, event }) => `${id} ${event}`)).size).toBe(there.notes.length);
  });

  it.each([
    [['--webhook', 'nowhere'], "the options: 'alarms.outlets.0.url' is not usable"],
    [['--alarm-queue', 'q'], "'--alarm-queue' goes with an outlet"],
    [['--alarms', folder.write('a.json', '{"outlets":[{"kind":"pigeon"}]}')], 'a.json: '],
    [['--alarms', folder.write('b.json', '{')], "'--alarms' must name a file of JSON"],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const { code, stderr } = await sluice(['run', csv, ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
