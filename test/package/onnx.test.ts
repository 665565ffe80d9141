// onnxruntime-web in an app that Vite builds from the packed package: no byte of it where the app does not ask for it,
// and a model runs on it where it does.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { convert } from '#src/convert/convert.js';
import { writeModel } from '#src/model/file/model-file.js';
import { rawWindow } from '#src/model/named-front-ends.js';
import { readKernel } from '#src/node/kernel-file.js';
import { startStaticServer } from '#src/node/static-server.js';
import { launchChromium } from '../support/chromium.js';
import { fixtureBytes } from '../support/fixtures.js';
import { temporaryFolder } from '../support/folder.js';
import { link, manifestOf, packSluice, unpack } from './packed.js';

const folder = temporaryFolder();
const app = join(folder.path, 'app');

const RUN = `
const samples = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i * i));
async function scoresOf(openStream, replay, options) {
  const stream = await openStream({ source: replay(samples, { sampleRate: 1000, pace: 'fast' }), ...options });
  const scores = [];
  await new Promise((resolve, reject) =>
    stream.predictions$.subscribe({ next: (each) => scores.push(...each.scores), error: reject, complete: resolve }));
  return scores;
}
`;
const PLAIN = `
import { openStream, replay } from 'sluice';
${RUN}
window.result = await scoresOf(openStream, replay, { model: './theirs.safetensors' })
  .catch(({ code, message }) => code + ': ' + message);
`;
const WITH = `
import { openStream, replay } from 'sluice';
import { createOnnxWorker } from 'sluice/onnx';
${RUN}
window.result = await Promise.all(['./ours.safetensors', './theirs.safetensors'].map((model) =>
  scoresOf(openStream, replay, { model, createWorker: createOnnxWorker })))
  .catch(({ code, message }) => code + ': ' + message);
`;

beforeAll(async () => {
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{ "type": "module", "private": true }');
  const sluice = unpack(packSluice(), app, 'sluice');
  link(app, [...Object.keys(manifestOf(sluice).dependencies), 'rxjs']);
  mkdirSync(join(app, 'public'));
  const [kernel, onnx] = [await readKernel(), await fixtureBytes('gru-step.onnx')];
  const frontEnd = rawWindow({ sampleRate: 1000, windowSamples: 4, hopSamples: 4 });
  for (const [name, engine] of [
    ['ours', 'kernel'],
    ['theirs', 'onnxruntime-web'],
  ] as const) {
    const { model } = await convert(kernel, onnx, { frontEnd, labels: ['none', 'a', 'b'], engine });
    writeFileSync(join(app, 'public', `${name}.safetensors`), writeModel(model));
  }
});

/** Builds the app, opens it in Chromium, and returns what it found out and the files of the build. */
async function builtAndOpened(main: string): Promise<{ result: unknown; files: readonly string[]; bytes: number }> {
  writeFileSync(
    join(app, 'index.html'),
    '<!doctype html><title>app</title><script type="module" src="/main.js"></script>',
  );
  writeFileSync(join(app, 'main.js'), main);
  await build({
    root: app,
    configFile: false,
    logLevel: 'error',
    base: './',
    build: { target: 'es2022', emptyOutDir: true },
    worker: { format: 'es' },
  });
  const out = join(app, 'dist');
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' });
  const bytes = files.reduce((sum, file) => sum + statSync(join(out, file)).size, 0);
  const [server, browser] = [await startStaticServer({ root: out }), await launchChromium()];
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const found = await page.waitForFunction(() => (window as unknown as { result?: unknown }).result);
    return { result: await found.jsonValue(), files, bytes };
  } finally {
    await browser.close();
    await server.close();
  }
}

describe('an app of Vite', () => {
  it('has no byte of onnxruntime-web without sluice/onnx, and is told what a model needs that runs on it', async () => {
    const { result, files, bytes } = await builtAndOpened(PLAIN);
    expect(files.filter((file) => /ort[.-].*(wasm|bundle)/.test(file))).toEqual([]);
    expect(bytes).toBeLessThan(2_000_000);
    expect(result).toMatch(/^KERNEL_UNAVAILABLE: Cannot load onnxruntime-web, .*'createWorker' of 'sluice\/onnx'/);
  }, 120_000);

  it('runs a model on onnxruntime-web with sluice/onnx, and gives what our kernel gives', async () => {
    link(app, ['onnxruntime-web']);
    const { result, files, bytes } = await builtAndOpened(WITH);
    expect(files.filter((file) => /\.wasm$/.test(file) && /ort-/.test(file)).length).toBe(1);
    expect(bytes).toBeLessThan(18_000_000); // the smallest of its builds
    const [ours, theirs] = result as [number[], number[]];
    expect(theirs).toHaveLength(300);
    expect(Math.max(...ours.map((score, i) => Math.abs(score - (theirs[i] as number))))).toBeLessThan(1e-5);
  }, 180_000);
});

describe('a program of Node without onnxruntime-web', () => {
  it('is told the command that installs it', async () => {
    const bare = join(folder.path, 'bare');
    mkdirSync(bare);
    const code = `
      import { openStream, replay } from 'sluice';
      const source = replay(new Float32Array(8), { sampleRate: 1000 });
      await openStream({ source, model: ${JSON.stringify(join(app, 'public/theirs.safetensors'))} })
        .catch(({ code, message }) => console.log(code, message));
      process.exit();`;
    writeFileSync(join(bare, 'package.json'), '{ "type": "module", "private": true }');
    const sluice = unpack(packSluice(), bare, 'sluice');
    link(bare, [...Object.keys(manifestOf(sluice).dependencies), 'rxjs']);
    const stdout = await new Promise<string>((resolve) => {
      execFile(process.execPath, ['--input-type=module', '-e', code], { cwd: bare }, (_, text) => resolve(text));
    });
    expect(stdout).toMatch(/^PACKAGE_MISSING .*onnxruntime-web.*run 'npm install onnxruntime-web'\n$/);
  });
});
