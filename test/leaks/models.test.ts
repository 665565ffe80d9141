// A model that is given by its name is read for every stream, and made ready once: an engine that lives long stays as
// large as it is.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const PROGRAM = `
import { createEngine, keywords, openStream, replay } from '#src/node/index.js';
const engine = await createEngine();
const sound = () => replay(new Float32Array(3200), { sampleRate: 16_000 });
const long = await openStream({ source: sound(), model: keywords, engine });
const rss = async () => {
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().rss;
};
async function open(count) {
  for (let i = 0; i < count; i++) {
    const stream = await openStream({ source: sound(), model: keywords, engine });
    await stream.close();
    const refused = { source: sound(), model: keywords, engine, snapshot: Uint8Array.of(1, 2, 3) };
    await openStream(refused).then(() => { throw new Error('opened'); }, () => undefined);
  }
}
await open(60);
const before = await rss();
await open(150);
console.log((await rss()) - before);
await long.close();
await engine.close();
`;

describe('an engine that outlives many streams of a named model', () => {
  it('stays as large as it is, refused snapshots included', async () => {
    const args = ['--expose-gc', '--input-type=module', '-e', PROGRAM];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: new URL('../..', import.meta.url) });
    expect(Number(stdout)).toBeLessThan(50 * 2 ** 20); // 300 copies of the model are more than 300 MB
  }, 120_000);
});
