// Every example runs by one command and says what its first lines promise.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startServer } from '#src/node/serve.js';

const run = promisify(execFile);
const example = (name: string) => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));

/** Half a minute at the speed of speech: begun with the first test, and looked at by the last. */
let heard: Promise<{ stdout: string }> | undefined;

beforeAll(() => {
  heard = run(process.execPath, [example('websocket.mjs')]);
  heard.catch(() => undefined); // the last test says so
});

describe('examples', { retry: 2 }, () => {
  it('file.mjs prints the phrases of the recording with their times', async () => {
    const { stdout } = await run(process.execPath, [example('file.mjs')]);
    const lines = stdout.trim().split('\n');
    expect(lines.length).toBe(5);
    for (const line of lines) expect(line).toMatch(/^\d+\.\d\d s {2}[a-z-]+ {2}[01]\.\d\d$/);
  });

  it('sensor-over-websocket sends rows from Node, Python and a shell, and hears of what is broken', async () => {
    await using server = await startServer({ port: 0 });
    const folder = 'sensor-over-websocket';
    const [host, port] = ['127.0.0.1', String(server.port)];
    const node = await run(process.execPath, [example(`${folder}/sender.mjs`), server.socketUrl, '950']);
    expect(node.stdout).toMatch(/^\S+Z {2}anomaly {2}temperature {2}\d/m);
    const python = await run('python3', [example(`${folder}/sender.py`), host, port, '650']);
    expect(python.stdout).toMatch(/^anomaly {2}temperature {2}severity \d/m);
    expect(python.stdout).toMatch(/^650 predictions, \d+ alarms$/m);
    const env = { ...process.env, ROWS: '3', EVERY: '0' };
    const shell = await run('sh', [example(`${folder}/lines.sh`)], { env });
    const socket = new WebSocket(server.socketUrl, 'sluice.v1');
    const said: { kind: string }[] = [];
    await new Promise<void>((resolve) => {
      socket.on('open', () => {
        for (const line of shell.stdout.trim().split('\n')) socket.send(line);
      });
      socket.on('message', (data: Buffer) => {
        said.push(JSON.parse(data.toString()) as { kind: string });
        if (said.at(-1)?.kind === 'closed') resolve();
      });
    });
    socket.close();
    expect(said.filter(({ kind }) => kind === 'prediction').length).toBe(3);
  }, 60_000);

  it('languages names the language of texts that it did not learn from, after each character', async () => {
    const { stdout } = await run(process.execPath, [example('languages/follow.mjs'), '--json']);
    const { accuracy, characters } = JSON.parse(stdout) as { accuracy: number; characters: number };
    expect(characters).toBeGreaterThan(800);
    expect(accuracy).toBeGreaterThan(0.85); // one in six by chance
    const shown = await run(process.execPath, [
      example('languages/follow.mjs'),
      'wie spät ist es denn jetzt schon wieder',
    ]);
    expect(shown.stdout).toMatch(/\[german\] [^[]*wieder$/m);
  }, 60_000);

  it('events says what a shape does in films that it did not learn from, after each picture', async () => {
    const { stdout } = await run(process.execPath, [
      example('events/watch.mjs'),
      '--films',
      '200',
      '--updates',
      '800',
      '--json',
    ]);
    const { accuracy, pictures } = JSON.parse(stdout) as { accuracy: number; pictures: number };
    expect(pictures).toBeGreaterThan(1500);
    expect(accuracy).toBeGreaterThan(0.85);
  }, 90_000);

  it('compare-cells shows what the textbooks say of RNN, LSTM and GRU, as figures', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'compare-cells-'));
    const compare = example('compare-cells/compare.mjs');
    const { stdout } = await run(process.execPath, [compare, '--quick', '--json'], { cwd: folder });
    const { cells, lengths } = JSON.parse(stdout) as Comparison;
    const [rnn, lstm, gru] = cells as [Cell, Cell, Cell];
    // three quarters and a quarter of an LSTM's weights and products
    expect(gru.parameters / lstm.parameters).toBe(0.75);
    expect(rnn.parameters / lstm.parameters).toBe(0.25);
    expect(gru.macsPerStep / lstm.macsPerStep).toBe(0.75);
    // the plain cell forgets what LSTM and GRU remember
    const longest = lengths.at(-1) as number;
    expect(rnn.remembers).toBeLessThan(longest);
    expect([lstm.remembers, gru.remembers]).toEqual([longest, longest]);
    expect(rnn.errors.at(-1)).toBeGreaterThan(5 * Math.max(lstm.errors.at(-1) as number, gru.errors.at(-1) as number));
    // for its gradient fades on the way back, and theirs does not
    const [fading, ...lasting] = [rnn, lstm, gru].map(({ gradients }) => gradients.at(-10) as number);
    for (const norm of lasting) expect(norm).toBeGreaterThan(1000 * (fading as number));
    for (const name of ['compare-cells-error.svg', 'compare-cells-gradient.svg', 'compare-cells.html']) {
      expect(await readFile(join(folder, name), 'utf8')).toContain('</svg>');
    }
  }, 120_000);

  it('websocket.mjs hears the phrases of the file over a socket, at the speed of speech', async () => {
    const begun = heard ?? run(process.execPath, [example('websocket.mjs')]);
    heard = undefined; // anew where this is repeated
    const [file, socket] = await Promise.all([run(process.execPath, [example('file.mjs')]), begun]);
    const phrases = (text: string, column: number) =>
      text
        .trim()
        .split('\n')
        .filter((line) => line !== 'the end')
        .map((line) => line.split('  ')[column]);
    expect(phrases(socket.stdout, 0)).toEqual(phrases(file.stdout, 1));
    expect(socket.stdout).toContain('the end');
  });
});

interface Cell {
  readonly parameters: number;
  readonly macsPerStep: number;
  readonly remembers: number;
  readonly errors: readonly number[];
  /** By steps ago, beside the last state's. */
  readonly gradients: readonly number[];
}

interface Comparison {
  readonly lengths: readonly number[];
  readonly cells: readonly Cell[];
}
