import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { seriesModel, writeModel } from '#src/node/index.js';
import { temporaryFolder } from '../../support/folder.js';
import { tinyModelBytes } from '../../support/tiny-model.js';

const main = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const folder = temporaryFolder();
let running: ChildProcess | undefined;

afterEach(() => {
  running?.kill('SIGKILL');
});

describe('sluice studio', () => {
  it('serves both pages isolated, reports the recording, and ends with 0 on Ctrl-C', async () => {
    const { child, lines } = start('--port', '0');
    const serving = await next(lines);
    expect(serving).toMatchObject({ kind: 'serving', isolated: true });
    const answer = await fetch(String(serving.url));
    expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(await answer.text()).toContain('<title>sluice</title>');
    expect(await (await fetch(String(serving.sensors))).text()).toContain('<title>Sensors · sluice</title>');
    let line = await next(lines);
    while (line.kind === 'detection') line = await next(lines);
    expect(line).toMatchObject({ kind: 'summary', inputs: 1 });
    expect(line.digest).toMatch(/^[0-9a-f]{64}$/);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('serves a model of yours, which the page that it is for names', async () => {
    const sound = folder.write('my words.safetensors', tinyModelBytes({ labels: ['none', 'stop', 'left'] }));
    const first = start('--port', '0', '--model', sound);
    const serving = await next(first.lines);
    expect(serving).toMatchObject({ kind: 'serving', model: 'tiny' });
    const address = await modelNamedIn(String(serving.url));
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    expect(bytes).toEqual(new Uint8Array(readFileSync(sound)));
    expect(await modelNamedIn(`${serving.url}sensors.html`).catch(() => null)).toBeNull();
    let line = await next(first.lines);
    for (; line.kind === 'detection'; line = await next(first.lines)) expect(['stop', 'left']).toContain(line.label);
    expect(line).toMatchObject({ kind: 'summary', inputs: 1 });
    first.child.kill('SIGINT');
    await once(first.child, 'exit');
    const series = folder.write('plant.safetensors', writeModel(seriesModel({ channels: ['flow'], name: 'plant' })));
    const second = start('--port', '0', '--model', series);
    const { sensors, model } = await next(second.lines);
    expect(model).toBe('plant');
    expect((await fetch(await modelNamedIn(String(sensors)))).status).toBe(200);
    second.child.kill('SIGINT');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
  });

  it('refuses a model that cannot be read with exit code 1', async () => {
    const { child, said } = start('--port', '0', '--model', folder.write('mine.safetensors', 'no model'));
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said()).toMatch(/^sluice: Cannot read the model/);
  });

  it('takes the next port where one is taken, and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const { child, lines, said } = start('--port', String(port));
      const { url } = await next(lines);
      expect(Number(new URL(String(url)).port)).toBeGreaterThan(port);
      await expect.poll(said).toContain(`Port ${port} is taken`);
      child.kill('SIGINT');
      await once(child, 'exit');
    } finally {
      other.close();
    }
  });

  it('refuses a port that is none with exit code 2', async () => {
    const { child, said } = start('--port', 'eighty');
    expect(await once(child, 'exit')).toEqual([2, null]);
    expect(said()).toContain('received eighty');
  });
});

/** Address of the model that a page names. */
async function modelNamedIn(page: string): Promise<URL> {
  const html = await (await fetch(page)).text();
  const [, address] = html.match(/<meta name="sluice-model" content="([^"]+)">/) ?? [];
  if (address === undefined) throw new Error('the page names no model');
  return new URL(address, page);
}

function start(...options: string[]) {
  const child = spawn(process.execPath, [main, 'studio', '--json', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), said: () => errors };
}

async function next(lines: AsyncIterator<string>): Promise<Record<string, unknown>> {
  const { value, done } = await lines.next();
  if (done) throw new Error('the command ended too early');
  return JSON.parse(value);
}
