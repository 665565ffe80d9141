// The recipes that need no framework but React, from the packed tarball: with one installation, as built and on Vite's
// development server, with and without the two headers. The others are in `all.recipes.ts`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staticPages } from '#src/node/static-server.js';
import { packSluice } from '../package/packed.js';
import { launchChromium } from '../support/chromium.js';
import { temporaryFolder } from '../support/folder.js';
import { installTogether, recipes, runScript, serveByScript, serveFolder } from './app.js';
import { expectedInNode, type Seen, see } from './seen.js';

const folder = temporaryFolder();
const app = (name: string) => join(folder.path, name);
let browser: Browser;
let expected: Omit<Seen, 'transport'>;
let cdn: Server;

beforeAll(async () => {
  await installTogether(['plain-page', 'other-origin', 'esbuild', 'vite-react'], folder.path, packSluice());
  browser = await launchChromium({ microphone: true });
  expected = await expectedInNode(join(app('plain-page'), 'streams.js'));
  cdn = await startCdn();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  cdn?.close();
});

describe.each([
  { headers: 'with the two headers', isolated: true, transport: 'shared' },
  { headers: 'without headers', isolated: false, transport: 'messages' },
])("finds what Node finds, $headers: the recipe '…'", { retry: 1, timeout: 180_000 }, ({ isolated, transport }) => {
  const shown = async (built: string) => {
    await using site = await serveFolder(built, isolated);
    return await see(browser, site.url);
  };

  it('plain-page', async () => {
    await once('plain-page');
    expect(await shown(app('plain-page'))).toEqual({ ...expected, transport });
  });

  it('other-origin', async () => {
    expect(await shown(app('other-origin'))).toEqual({ ...expected, transport });
  });

  it('esbuild', async () => {
    await once('esbuild');
    expect(await shown(join(app('esbuild'), 'www'))).toEqual({ ...expected, transport });
  });

  it('vite-react', async () => {
    await once('vite-react');
    expect(await shown(join(app('vite-react'), 'dist'))).toEqual({ ...expected, transport });
  });
});

it("finds what Node finds on Vite's development server", { retry: 1, timeout: 180_000 }, async () => {
  await using site = await serveByScript(app('vite-react'), 'dev', (port) => ['--port', String(port)]);
  expect(await see(browser, await site.at(true))).toEqual({ ...expected, transport: 'shared' });
  expect(await see(browser, await site.at(false))).toEqual({ ...expected, transport: 'messages' });
});

it('is the same file that uses the package in every recipe', () => {
  const files = readdirSync(recipes, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)streams\.js$/.test(file) && !file.includes('node_modules'))
    .map((file) => readFileSync(join(recipes, file), 'utf8'));
  expect(files.length).toBeGreaterThanOrEqual(4);
  expect(new Set(files).size).toBe(1);
});

const builds = new Map<string, Promise<void>>();

/** Builds a recipe when it is first needed. */
function once(name: string): Promise<void> {
  const build = builds.get(name) ?? runScript(app(name), 'build');
  builds.set(name, build);
  return build;
}

/** Serves the installed package from another origin, as CDNs do, and writes its address into the recipe. */
async function startCdn(): Promise<Server> {
  const pages = await staticPages({ root: join(folder.path, 'node_modules'), isolated: false });
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    pages(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const name of ['index.html', 'sluice-worker.js']) {
    const file = join(app('other-origin'), name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('https://cdn.example/', address));
  }
  return server;
}
