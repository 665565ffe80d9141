// The numbers of docs/threat-model.md are those of the code.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALONE_SHARE, SHARE } from '#src/server/transport/cpu-budget.js';
import { DEFAULT_LIMITS } from '#src/server/transport/limits.js';
import { sluice } from '../support/command.js';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const page = read('docs/threat-model.md');

/** The cells of the rows of a table between two marks. */
function table(name: string): string[][] {
  const text = page.split(`<!-- ${name} -->`)[1]?.split(`<!-- end of ${name} -->`)[0] ?? '';
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** `256 KiB`, `30 s`, `4,096` as a number of bytes, ms or things. */
function numberOf(text: string): number {
  const [number = '', unit = ''] = text.split(' ');
  const units: Record<string, number> = { '': 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, s: 1000, ms: 1 };
  return Number(number.replaceAll(',', '')) * (units[unit] ?? Number.NaN);
}

/** A constant that a file keeps to itself. */
function constant(file: string, name: string): number {
  const text = new RegExp(`const ${name} = ([0-9_*. ]+);`).exec(read(file))?.[1] ?? 'NaN';
  return text
    .replaceAll('_', '')
    .split('**')
    .map(Number)
    .reduceRight((power, base) => base ** power);
}

describe('the threat model', () => {
  it('has every limit with its default', () => {
    const said = table('limits').map(([name = '', , value = '']) => [name.replaceAll('`', ''), numberOf(value)]);
    expect(Object.fromEntries(said)).toEqual(DEFAULT_LIMITS);
  });

  it('names options that there are', async () => {
    const { stdout } = await sluice(['serve', '--help']);
    const named = new Set([...page.matchAll(/`(--[a-z-]+)/g)].map(([, option]) => option as string));
    expect([...named].filter((option) => !stdout.includes(`${option} `))).toEqual([]);
    expect(named.size).toBeGreaterThan(8);
  });

  it('has the constants of the code', () => {
    const said = new Map(table('constants').map(([what = '', much = '']) => [what, much]));
    const found = (what: string) => [...(said.get(what) ?? '').matchAll(/\d[\d,]*/g)].map(([text]) => numberOf(text));
    const budget = 'src/server/transport/cpu-budget.ts';
    const share =
      "share of the server's thread that one client may take, over all its connections and requests, by measured time";
    expect(found(share)).toEqual([
      ...[100 * SHARE, constant(budget, 'BURST_MS'), 100 * ALONE_SHARE, 100 * constant(budget, 'LEAST_SHARE')],
      100 * SHARE,
    ]);
    const alone: [string, string, string, number?][] = [
      ['streams with a label of their own in `/metrics`', 'src/server/metrics/metrics.ts', 'MOST_STREAMS'],
      ['requests of one client over HTTP that wait for their turn', 'src/server/transport/http.ts', 'MOST_WAITING'],
      ['the text of `/metrics` is made once for all who ask within', 'src/server/metrics/metrics.ts', 'FRESH_MS'],
      ['a refused client is cut off after', 'src/server/attach.ts', 'FAREWELL_MS'],
      [
        'a closed connection whose client does not answer is cut off after',
        'src/server/transport/connection.ts',
        'CLOSE_MS',
      ],
      ['a connection is closed when it was silent for', 'src/server/transport/connection.ts', 'SILENT_HEARTBEATS'],
      ['a text of a client in the log', 'src/harmless-text.ts', 'MOST_CHARACTERS'],
    ];
    for (const [what, file, name] of alone) expect([what, found(what)[0]]).toEqual([what, constant(file, name)]);
    expect(found('a stream waits for its client')[0]).toBe(
      Number(/keepMs = ([\d_]+)/.exec(read('src/server/attach.ts'))?.[1]?.replace('_', '')) / 1000,
    );
    const lock = 'src/server/persistence/folder-lock.ts';
    expect(page).toContain(
      `every ${constant(lock, 'TOUCH_MS') / 1000} s; it is taken for dead after ${constant(lock, 'DEAD_MS') / 1000} s`,
    );
    expect(constant('src/sound/whole-sound.ts', 'MOST_SAMPLES')).toBe(2 ** 28);
    expect(constant('src/series/text/text-pieces.ts', 'MOST_LINE_BYTES')).toBe(2 ** 20);
    expect(constant('src/model/file/safetensors.ts', 'MOST_HEADER_BYTES')).toBe(1e8);
  });
});
