// What the README promises, in other runtimes than this one. `npm test` runs a part in the newest Node and in Bun,
// `npm run test:runtimes` everything in all of them, from the packed package. A runtime that npm cannot install is
// skipped.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { testHook } from '../browser/react/contract.js';
import { App, type Command, commandOf } from './app.js';
import { installed, RUNTIMES } from './runtimes.js';

interface Outcome {
  readonly transport: string;
  readonly predictions: number;
  readonly detections: readonly string[];
  readonly digest: string;
}
type Library = Readonly<Record<'file' | 'messages' | 'series' | 'replayed', Outcome>> & {
  readonly resumed: Omit<Outcome, 'detections'>;
};
interface Left {
  readonly threadsLeft: number;
}
interface Served {
  readonly predictions: number;
  readonly detections: number;
  readonly digest: string;
  readonly gaps: number;
}

/** Whether this is `npm run test:runtimes`. */
const isWhole = (import.meta as { readonly env?: { readonly MODE?: string } }).env?.MODE === 'runtimes';
const recording = fileURLToPath(new URL('../../dist/assets/recording.wav', import.meta.url));
const here: Command = { file: process.execPath, args: [] };
let app: App;
let expected: Library;

beforeAll(async () => {
  app = isWhole ? await App.packed() : App.linked();
  const { threadsLeft: _, ...outcomes } = await app.program<Library & Left>(here, 'library', recording);
  expected = outcomes;
}, 600_000);
afterAll(() => app?.remove());

const CORE = ['Node 26.12.1', 'Bun 1.4.5'];

describe.each(RUNTIMES.filter(({ name }) => isWhole || CORE.includes(name)))('$name', (runtime) => {
  async function command(context: TestContext): Promise<Command> {
    return commandOf(runtime).catch((error: Error) =>
      context.skip(`${runtime.name} could not be installed: ${error.message.split('\n')[0]}`),
    );
  }

  it('gives the bits of this Node: a file, messages, a series, after a snapshot, from a recording', async (context) => {
    const { threadsLeft, ...found } = await app.program<Library & Left>(await command(context), 'library', recording);
    expect(threadsLeft).toBeLessThanOrEqual(2);
    expect(found).toEqual(expected);
    expect(found.file).toMatchObject({ transport: 'shared', predictions: 1431 });
    expect(found.messages).toEqual({ ...found.file, transport: 'messages' });
    expect([found.resumed.digest, found.replayed.digest]).toEqual([found.file.digest, found.file.digest]);
    expect(found.series.detections.length).toBeGreaterThan(0);
  }, 300_000);

  if (!isWhole) return;

  it('runs the command: sluice run, and an error in one sentence', async (context) => {
    const other = await command(context);
    const ran = await app.sluice(other, 'run', recording, '--json');
    expect(ran).toMatchObject({ code: 0 });
    expect(JSON.parse(ran.stdout.trim().split('\n').at(-1) as string)).toMatchObject({
      kind: 'summary',
      digest: expected.file.digest,
      detections: expected.file.detections.length,
    });
    const failed = await app.sluice(other, 'run', 'missing.wav');
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toMatch(/missing\.wav/);
    expect(failed.stderr.trim().split('\n').length).toBe(1);
  }, 300_000);

  it('serves: same bits, at rest nothing is late, one server a folder, saved at SIGTERM', async (context) => {
    const other = await command(context);
    const serve = ['serve', '--port', '0', '--json', '--log-level', 'silent', '--state', runtime.name];
    const killed = await app.start(other, ...serve);
    const address = killed.first.socketUrl as string;
    const results = [
      await app.program<Served>(other, 'client', address),
      await app.program<Served>(here, 'client', address),
    ];
    for (const served of results) {
      expect(served).toMatchObject({ predictions: 600, digest: expected.series.digest, gaps: 0 });
      expect(served.detections).toBe(expected.series.detections.length);
    }
    const second = await app.sluice(other, ...serve);
    expect(second).toMatchObject({ code: 1 });
    expect(second.stderr).toContain('another server uses it');
    await killed.end('SIGKILL');
    const next = await app.start(other, ...serve);
    const { code, stdout } = await next.end('SIGTERM');
    expect(code).toBe(0);
    expect(JSON.parse(stdout.split('\n').at(-1) as string)).toEqual({ kind: 'ended' });
  }, 300_000);
});

// The tests' own React is newer: see test/browser/react.test.ts.
if (isWhole) {
  testHook(18, async () => {
    const folder = await installed(['react@18.3.1', 'react-dom@18.3.1']);
    return [join(folder, 'node_modules/react'), join(folder, 'node_modules/react-dom')];
  });
}
