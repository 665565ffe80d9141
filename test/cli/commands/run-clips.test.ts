import { describe, expect, it } from 'vitest';
import { wavBytes } from '#src/harness/wav-bytes.js';
import { type JsonObject, sluice } from '../../support/command.js';
import { temporaryFolder } from '../../support/folder.js';
import { randomSound } from '../../support/random.js';
import { tinyModelBytes } from '../../support/tiny-model.js';

const RATE = 16_000;
const folder = temporaryFolder();
const model = folder.write('tiny.safetensors', tinyModelBytes());
const clips = `${folder.path}/clips`;
for (const [i, label] of ['red', 'red', 'blue', 'unknown', 'green'].entries()) {
  folder.write(`clips/${label}/${i}.wav`, wavBytes(randomSound(RATE, RATE, i), RATE));
}
const run = (...args: string[]) => sluice(['run', '--clips', '--model', model, ...args]);

describe('sluice run --clips', () => {
  it('gives one answer a clip, the label with the highest score, in the order of the paths', async () => {
    const { code, stderr, lines: all } = await run('--json', clips);
    const lines = clipLines(all);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(lines.map(({ kind, input }) => [kind, String(input).slice(clips.length)])).toEqual(
      ['/blue/2.wav', '/green/4.wav', '/red/0.wav', '/red/1.wav', '/unknown/3.wav'].map((path) => ['clip', path]),
    );
    for (const line of lines) expect(line.label).toBe(best(line));
  });

  it('scores each clip from rest: alone or among others, and the background is what the best phrase leaves', async () => {
    const among = await run('--json', clips);
    const alone = await run('--json', `${clips}/red/1.wav`);
    expect(clipLines(alone.lines)).toEqual([clipLines(among.lines)[3]]);
    const { none, ...phrases } = clipLines(alone.lines)[0]!.scores as Record<string, number>;
    expect(none).toBeCloseTo(1 - Math.max(...Object.values(phrases)), 6);
  });

  it('compares the answers with the folders, where asked', async () => {
    const { lines } = await run('--json', '--accuracy', clips);
    const accuracy = lines.at(-1) as JsonObject & { labels: Record<string, { clips: number; right: number }> };
    const answers = clipLines(lines);
    const right = answers.filter(({ input, label }) => truth(String(input)) === label).length;
    expect(accuracy).toMatchObject({ kind: 'accuracy', clips: 5, right, share: right / 5 });
    expect(accuracy.labels.red?.clips).toBe(2);
    expect(accuracy.labels.none?.clips).toBe(1);
    const { stdout } = await run('--accuracy', clips);
    expect(stdout).toContain(`${right} of 5 clips right`);
  });

  it('tells of a clip that cannot be read, answers the others, and exits with 1', async () => {
    const bad = folder.write('bad.wav', 'no');
    const { code, stderr, lines: all } = await run('--json', bad, `${clips}/blue/2.wav`);
    expect(code).toBe(1);
    expect(clipLines(all)).toHaveLength(1);
    expect(stderr).toMatch(/^sluice: Cannot read bad\.wav[^\n]+\n$/);
  });
});

function best({ scores }: JsonObject): string | undefined {
  return Object.entries(scores as Record<string, number>).sort((a, b) => b[1] - a[1])[0]?.[0];
}

function truth(path: string): string | undefined {
  const name = path.split('/').at(-2);
  return name === 'unknown' ? 'none' : name;
}

/** Without the lines that say what was recognised. */
function clipLines(lines: readonly JsonObject[]): readonly JsonObject[] {
  return lines.filter(({ kind }) => kind === 'clip');
}
