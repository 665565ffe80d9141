// The package as a linked folder in a Vite app (`npm install FOLDER`): Vite refuses its files, the error names the
// option that mends it, and the option does mend it.
import { mkdirSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.js';
import { temporaryFolder } from '../support/folder.js';

const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const app = temporaryFolder();

const PAGE = '<!doctype html><title>app</title><script type="module" src="/main.js"></script>';
const MAIN = `
import { microphone, openStream, rows, seriesModel } from 'sluice';
const model = seriesModel({ channels: ['flow'] });
const told = (error) => \`\${error.code}: \${error.message}\`;
async function runRows() {
  const source = rows([{ timeMs: 0, values: [1] }, { timeMs: 1000, values: [2] }], { channels: 1 });
  const stream = await openStream({ source, model });
  let count = 0;
  await new Promise((resolve, reject) =>
    stream.predictions$.subscribe({ next: () => count++, error: reject, complete: resolve }));
  return \`\${count} rows\`;
}
async function capture() {
  const source = microphone();
  const { sampleRate } = await source.open(new AbortController().signal);
  return \`\${sampleRate > 0}\`;
}
window.results = [await runRows().catch(told), await capture().catch(told)];
`;

/** What the app finds out, served by Vite with this `server.fs.allow`. */
async function run(allow: readonly string[]): Promise<string[]> {
  const server = await createServer({
    root: app.path,
    configFile: false,
    logLevel: 'silent',
    server: { port: 0, fs: { allow: [...allow] } },
    optimizeDeps: { exclude: ['sluice'] },
  });
  await server.listen();
  const browser = await launchChromium({ microphone: true });
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls?.local[0] as string);
    const found = await page.waitForFunction(() => (window as unknown as { results?: string[] }).results);
    return (await found.jsonValue()) as string[];
  } finally {
    await browser.close();
    await server.close();
  }
}

it('a linked package is refused by Vite with the option that mends it, and the option does', async () => {
  app.write('index.html', PAGE);
  app.write('main.js', MAIN);
  mkdirSync(`${app.path}/node_modules`);
  symlinkSync(repository, `${app.path}/node_modules/sluice`);
  const [kernel, worklet] = await run([app.path]);
  const mend = `the server answered 403: Vite serves only files below its root: add '${repository}' to 'server.fs.allow'`;
  expect(kernel).toMatch(/^KERNEL_UNAVAILABLE: Cannot read the kernel from /);
  expect(kernel).toContain(mend);
  expect(worklet).toMatch(/^SOURCE_FAILED: Cannot capture: the worklet does not load from /);
  expect(worklet).toContain(mend);
  expect(await run([app.path, repository])).toEqual(['2 rows', 'true']);
});
