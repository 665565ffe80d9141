// A command as an outlet.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messageOf } from '#src/server/outlets/alarm-message.js';
import { command } from '#src/server/outlets/kinds/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { noteAt } from './made.js';

const folder = temporaryFolder();
const { signal } = new AbortController();
const message = messageOf('command', [noteAt(0), noteAt(1)], 0);
const run = (line: string, timeoutMs = 10_000, sent = message) =>
  command({ command: line, timeoutMs }).send(sent, signal);

describe('command()', () => {
  it('gives the message on standard input, and the first alarm in variables', async () => {
    const [input, variables] = [join(folder.path, 'input'), join(folder.path, 'variables')];
    await run(`cat > ${input}; echo "$SLUICE_ALARMS $SLUICE_STREAM $SLUICE_CHANNEL $SLUICE_EVENT" > ${variables}`);
    expect(JSON.parse(readFileSync(input, 'utf8'))).toEqual(message);
    expect(readFileSync(variables, 'utf8')).toBe('2 pump flow began\n');
  });

  it('never makes what an alarm says a part of the line', async () => {
    const [out, made] = [join(folder.path, 'out'), join(folder.path, 'made')];
    const note = noteAt(0, `a$(touch ${made})\`touch ${made}\`; touch ${made}\0`);
    await run(`echo "$SLUICE_STREAM" > ${out}`, 10_000, messageOf('command', [note], 0));
    expect(readFileSync(out, 'utf8')).toContain('$(touch');
    expect(existsSync(made)).toBe(false);
  });

  it('did not take the alarms where it ends with another code, and tells what it complained about', async () => {
    await expect(run('echo "no printer" >&2; exit 3')).rejects.toThrow(
      'the command did not take the alarms: it ended with exit code 3: no printer',
    );
    await expect(run('/nowhere/at/all')).rejects.toThrow('it ended with exit code 127');
  });

  it('takes the alarms though it reads nothing', async () => {
    await run(
      'exit 0',
      10_000,
      messageOf(
        'command',
        Array.from({ length: 100 }, (_, n) => noteAt(n)),
        0,
      ),
    );
  });

  it('is ended with all that it started where it takes too long', async () => {
    const late = join(folder.path, 'late');
    await expect(run(`(sleep 3; touch ${late}) & wait`, 200)).rejects.toThrow('it took longer than 200 ms');
  });
});
