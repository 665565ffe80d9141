// `sluice run --follow` and `--history`: a table that grows, and one that is learnt from first.

import { once } from 'node:events';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../../server/outlets/made.js';
import { type JsonObject, sluice, startSluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { random } from '../../support/random.js';

const folder = temporaryFolder();
const HEADER = 'time,flow\n';
const next = random(3);
const lines = Array.from({ length: 900 }, (_, i) => {
  const flow = 20 + Math.sin(i / 20) + 0.1 * next() + (i >= 860 && i < 865 ? 30 : 0);
  return `${new Date(Date.UTC(2024, 2, 1) + i * 60_000).toISOString()},${flow.toFixed(3)}\n`;
});
const part = (from: number, to: number) => lines.slice(from, to).join('');

/** Starts the command and keeps the lines that it prints. */
function following(args: readonly string[]) {
  const child = startSluice(['run', ...args, '--follow', '--json', '--predictions']);
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
  });
  child.stderr.resume();
  const said = (kind: string) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as JsonObject)
      .filter((line) => line.kind === kind);
  const end = async () => {
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    return code;
  };
  return { said, end };
}

describe('sluice run --follow', { timeout: 180_000 }, () => {
  it('predicts on each line when it is whole, raises the alarm, and goes on in a file that takes its place', async () => {
    const path = join(folder.path, 'growing.csv');
    const run = following([path]); // the file is not there yet
    writeFileSync(path, HEADER + part(0, 700));
    await until(() => run.said('prediction').length === 700);
    const [line = ''] = lines.slice(700, 701);
    appendFileSync(path, line.slice(0, 10));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(run.said('prediction')).toHaveLength(700);
    appendFileSync(path, line.slice(10) + part(701, 800));
    await until(() => run.said('prediction').length === 800);
    renameSync(path, `${path}.1`);
    writeFileSync(path, HEADER + part(800, 900));
    await until(() => run.said('prediction').length === 900);
    expect(run.said('anomaly').map(({ row }) => row)).toContain(860);
    expect(await run.end()).toBe(130);
    const whole = await sluice(['run', folder.write('whole.csv', HEADER + part(0, 900)), '--json', '--predictions']);
    const facts = (found: readonly JsonObject[]) =>
      found
        .filter(({ kind }) => kind === 'prediction')
        .map(({ index, endsAtMs, scores }) => ({ index, endsAtMs, scores }));
    expect(facts(run.said('prediction'))).toEqual(facts(whole.lines));
  });
});

describe('sluice run --history', { timeout: 180_000 }, () => {
  it('learns from the history first and then goes on without a seam: the alarms are those of one table', async () => {
    const history = folder.write('history.csv', HEADER + part(0, 700));
    const today = folder.write('today.csv', HEADER + part(650, 900)); // 50 rows are in both
    const ran = await sluice(['run', today, '--history', history, '--json', '--predictions']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain('50 rows were left out, which the history has');
    const whole = await sluice(['run', folder.write('both.csv', HEADER + part(0, 900)), '--json', '--predictions']);
    const of = (kind: string, found: readonly JsonObject[]) => found.filter((line) => line.kind === kind);
    expect(of('prediction', ran.lines)).toHaveLength(200);
    const scores = (found: readonly JsonObject[]) =>
      of('prediction', found)
        .slice(-200)
        .map((line) => line.scores);
    expect(scores(ran.lines)).toEqual(scores(whole.lines));
    expect(of('anomaly', ran.lines).length).toBeGreaterThan(0);
    expect(of('summary', ran.lines)[0]?.digest).toBe(of('summary', whole.lines)[0]?.digest);
  });

  it('raises no alarm on the history, and wants the same channels', async () => {
    const history = folder.write('bad-history.csv', HEADER + part(0, 900));
    const later = folder.write('later.csv', `${HEADER}${new Date(Date.UTC(2024, 2, 2)).toISOString()},20\n`.repeat(1));
    const { lines: said } = await sluice(['run', later, '--history', history, '--json']);
    expect(said.filter(({ kind }) => kind === 'anomaly')).toEqual([]);
    const other = folder.write('other.csv', `time,speed\n${part(0, 30)}`);
    const refused = await sluice(['run', later, '--history', other]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("it has no column 'flow'");
  });
});
