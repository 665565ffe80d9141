// The files that stand alone: the browser's entry with rxjs inside, on a page without a bundler and from another
// origin, and the engine's worker as a classic worker, as a module, and imported by a file of the page's own. All
// predict what Node predicts, to the bit.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { lastValueFrom, toArray } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, keywords, openStream, predictionBytes, replay, rows, seriesModel } from '#src/node/index.js';
import { staticPages } from '#src/node/static-server.js';
import { launchChromium } from '../support/chromium.js';
import { temporaryFolder } from '../support/folder.js';

const standalone = new URL('../../dist/standalone/', import.meta.url);
const folder = temporaryFolder();

/** A second of two tones. */
const SAMPLES = Array.from(
  { length: 16_000 },
  (_, i) => Math.round(8000 * (Math.sin(i / 7) + Math.sin(i / 3))) / 32_768,
);
const ROWS = Array.from({ length: 40 }, (_, i) => ({ timeMs: i * 1000, values: [i === 30 ? 9 : Math.sin(i)] }));

const PAGE = (from: string) => `<!doctype html><script type="module" nonce="page">
  import * as sluice from '${from}standalone/sluice.js';
  const collect = (stream) => new Promise((resolve, reject) => {
    const all = [];
    const take = (prediction) => all.push([...sluice.predictionBytes(prediction)].join());
    stream.predictions$.subscribe({ next: take, error: reject, complete: () => resolve(all.join(' ')) });
  });
  globalThis.run = async (options) => {
    try {
      const sound = sluice.replay(new Float32Array(${JSON.stringify(SAMPLES)}), { sampleRate: 16_000, pace: 'fast' });
      const heard = await sluice.openStream({ source: sound, model: sluice.keywords, ...options });
      const { transport } = heard;
      const predictions = await collect(heard);
      const series = sluice.rows(${JSON.stringify(ROWS)}, { channels: 1 });
      const watched = await sluice.openStream({ source: series, model: sluice.seriesModel({ channels: ['a'] }), ...options });
      return { transport, predictions, series: await collect(watched) };
    } catch (error) {
      return error.code + ': ' + error.message;
    }
  };
</script>`;

let browser: Browser;
let expected: { predictions: string; series: string };
let cdn: Server;
let cdnUrl: string;

beforeAll(async () => {
  const pages = await staticPages({ root: new URL('../', standalone), isolated: false });
  cdn = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    pages(request, response);
  });
  cdnUrl = await listening(cdn);
  const heard = await openStream({
    source: replay(new Float32Array(SAMPLES), { sampleRate: 16_000, pace: 'fast' }),
    model: keywords,
  });
  const watched = await openStream({ source: rows(ROWS, { channels: 1 }), model: seriesModel({ channels: ['a'] }) });
  expected = { predictions: await collect(heard), series: await collect(watched) };
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  cdn?.close();
});

describe('the standalone files', () => {
  it('hold everything: no package by name, and no address outside of the package', () => {
    const files = readdirSync(standalone);
    expect(files).toEqual(expect.arrayContaining(['sluice.js', 'engine-worker.js']));
    for (const file of files) {
      const code = readFileSync(new URL(file, standalone), 'utf8');
      for (const [, from = ''] of code.matchAll(/\b(?:from(?=["'])|import\(?)["'`]([^"'`]*)["'`]/g)) {
        expect(from, file).toMatch(/^\.\/[\w-]+\.js$/);
      }
    }
    const worker = readFileSync(new URL('engine-worker.js', standalone), 'utf8');
    expect(worker).not.toMatch(/\bexport\b|import\.meta|\bimport\s*["'`{]/); // runs as a classic worker
  });

  it("have the names of the browser's entry", async () => {
    const code = readFileSync(new URL('sluice.js', standalone), 'utf8');
    const names = [...code.matchAll(/\bas (\w+)/g)].map((match) => match[1]);
    expect(names.sort()).toEqual(Object.keys(await import('#src/browser/index.js')).sort());
  });

  it("run on a page without a bundler, with the package's own worker, isolated or not", async () => {
    await using site = await startSite('/', { isolated: true });
    expect(await site.run('{}')).toEqual({ ...expected, transport: 'shared' });
    expect(await site.run("{ transport: 'messages' }")).toEqual({ ...expected, transport: 'messages' });
    expect(await site.run("{ workerUrl: new URL('/standalone/engine-worker.js', location.href) }")).toEqual({
      ...expected,
      transport: 'shared',
    });
  });

  it('run with a classic worker that the page makes', async () => {
    await using site = await startSite('/', { isolated: false });
    const made = "{ createWorker: () => new Worker('/standalone/engine-worker.js') }";
    expect(await site.run(made)).toEqual({ ...expected, transport: 'messages' });
  });

  it('run from another origin, with a worker file of one line, and say so without it', async () => {
    await using site = await startSite(cdnUrl, { isolated: true });
    const told = await site.run('{}');
    const line = `import '${cdnUrl}standalone/engine-worker.js';`;
    expect(told).toMatch(/^ENGINE_FAILED: Cannot start the engine: /);
    expect(told).toContain(`browsers start no worker of another origin: serve a file of your own with the one line`);
    expect(told).toContain(line);
    site.files.set('/worker.js', line);
    expect(await site.run("{ workerUrl: '/worker.js' }")).toEqual({ ...expected, transport: 'shared' });
    site.headers = {};
    expect(await site.run("{ workerUrl: '/worker.js' }")).toContain(
      "the server sent it without the header 'Cross-Origin-Embedder-Policy: require-corp', which the page has",
    );
  });

  it('run under a strict policy, and an error names the directive that forbids the worker', async () => {
    const strict = "default-src 'none'; script-src 'self' 'nonce-page' 'wasm-unsafe-eval'; connect-src 'self'";
    await using site = await startSite('/', { isolated: true, policy: `${strict}; worker-src 'self'` });
    expect(await site.run('{}')).toEqual({ ...expected, transport: 'shared' });
    await using other = await startSite('/', { isolated: true, policy: `${strict}; worker-src 'none'` });
    expect(await other.run('{}')).toMatch(
      /^ENGINE_FAILED: Cannot start the engine: its worker http.*engine-worker\.js does not run: .*'worker-src'/,
    );
  });

  it("takes only a worker that 'createWorker' really makes", async () => {
    await using site = await startSite('/', { isolated: false });
    const wrong = "Cannot start the engine: 'createWorker' must return a Worker: received";
    expect(await site.run('{ createWorker: () => ({}) }')).toContain(`${wrong} an object (Object)`);
    expect(await site.run('{ createWorker: () => undefined }')).toContain(`${wrong} undefined`);
    const missing = "{ loadTimeoutMs: 700, createWorker: () => new Worker('/none.js', { type: 'module' }) }";
    expect(await site.run(missing)).toMatch(
      /^ENGINE_FAILED: Cannot start the engine: the worker of 'createWorker' does/,
    );
  });
});

describe('in Node', () => {
  it("createEngine() takes 'workerUrl' and 'createWorker' too", async () => {
    const entry = new URL('../../dist/node/engine-worker.js', import.meta.url);
    const { Worker } = await import('node:worker_threads');
    for (const options of [
      { workerUrl: entry },
      { workerUrl: entry.href },
      { createWorker: () => new Worker(entry) },
    ]) {
      await using engine = await createEngine(options);
      const source = replay(new Float32Array(SAMPLES), { sampleRate: 16_000, pace: 'fast' });
      expect(await collect(await openStream({ source, model: keywords, engine }))).toBe(expected.predictions);
    }
    await expect(createEngine({ createWorker: () => ({}) as Worker })).rejects.toThrow(
      "'createWorker' must return a Worker",
    );
    const silent = new URL('data:text/javascript,setInterval(() => 0, 1000)');
    await expect(createEngine({ createWorker: () => new Worker(silent), loadTimeoutMs: 300 })).rejects.toThrow(
      "the worker of 'createWorker' does not run: it has said nothing for 0.3 s",
    );
  });

  it('a wrong address is an error that names it, what came, and the option', async () => {
    const told = (workerUrl: URL | string) =>
      createEngine({ workerUrl }).then(
        () => 'fine',
        ({ code, message }) => `${code}: ${message}`,
      );
    const sentence = (address: string, came: string) =>
      `ENGINE_FAILED: Cannot start the engine: its worker ${address} does not run: ${came}: give the address of this version's engine-worker.js as 'workerUrl'`;
    const broken = folder.write('broken.js', 'const a = ;');
    const wrong = [
      ['/none/engine-worker.js', "Cannot find module '/none/engine-worker.js'"],
      ['none.js', `Cannot find module '${process.cwd()}/none.js'`],
      ['https://cdn.example/engine-worker.js', 'The URL must be of scheme file'],
      [broken, "Unexpected token ';'"],
      [folder.write('other.js', 'globalThis.another = 1;'), 'its thread ended with exit code 0'],
    ] as const;
    for (const [address, came] of wrong) expect(await told(address)).toBe(sentence(address, came));
    expect(await told(pathToFileURL(broken))).toBe(sentence(pathToFileURL(broken).href, "Unexpected token ';'"));
  });
});

/** A page of its own server whose code comes from `from`. */
async function startSite(from: string, { isolated, policy }: { isolated: boolean; policy?: string }) {
  const pages = await staticPages({ root: new URL('../', standalone), isolated, pages: { '/': PAGE(from) } });
  const files = new Map<string, string>();
  const site = { files, headers: isolated ? { 'Cross-Origin-Embedder-Policy': 'require-corp' } : {} };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const file = files.get(request.url ?? '');
    if (request.url === '/' && policy !== undefined) response.setHeader('Content-Security-Policy', policy);
    if (file === undefined) return pages(request, response);
    response.writeHead(200, { 'Content-Type': 'text/javascript', ...site.headers }).end(file);
  });
  const url = await listening(server);
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction('typeof run === "function"');
  return Object.assign(site, {
    run: (options: string) => page.evaluate(`run(${options})`),
    async [Symbol.asyncDispose]() {
      await page.close();
      server.closeAllConnections();
      server.close();
    },
  });
}

async function collect(stream: Awaited<ReturnType<typeof openStream>>): Promise<string> {
  const predictions = await lastValueFrom(stream.predictions$.pipe(toArray()));
  return predictions.map((prediction) => [...predictionBytes(prediction)].join()).join(' ');
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
