import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { lastValueFrom, toArray } from 'rxjs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_HEADERS } from '#src/cli/page-headers.js';
import {
  audioFile,
  type Model,
  openStream,
  predictionBytes,
  readRecording,
  replayRecording,
  writeModel,
} from '#src/node/index.js';
import { type StaticServer, startStaticServer } from '#src/node/static-server.js';
import type {} from '../../../src/studio/words/handle.js';
import { launchChromium } from '../../support/chromium.js';
import { tinyModel, tinyModelBytes } from '../../support/tiny-model.js';

const labels = ['none', 'computer', 'smart-mirror', 'stop'];
const recording = new URL('../../../src/assets/recording.wav', import.meta.url);
const root = new URL('../../../dist/studio/', import.meta.url);

let browser: Browser;
let isolated: StaticServer;
let bare: StaticServer;
let folder: string;

beforeAll(async () => {
  browser = await launchChromium({ microphone: true });
  isolated = await startStaticServer({ root, headers: PAGE_HEADERS });
  bare = await startStaticServer({ root, isolated: false, headers: PAGE_HEADERS });
  folder = await mkdtemp(join(tmpdir(), 'sluice-studio-'));
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser?.close();
  await isolated?.close();
  await bare?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the page', () => {
  it('gives the recording the predictions of Node, over shared memory and over messages', async () => {
    const wanted = await digestInNode();
    const shared = await open(`${isolated.url}?play=recording&fast=1`);
    expect(await digest(shared)).toEqual({ digest: wanted, transport: 'shared' });
    const messages = await open(`${bare.url}?play=recording&fast=1`);
    expect(await digest(messages)).toEqual({ digest: wanted, transport: 'messages' });
  });

  it('keeps what it hears while the record button is pressed, as a file that gives the same predictions', async () => {
    const page = await open(`${isolated.url}?fast=1`);
    await page.click('#record');
    expect(await page.getAttribute('#record', 'aria-pressed')).toBe('true');
    const saved = page.waitForEvent('download');
    await page.click('#play');
    const { digest: said } = await digest(page);
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/\.sluice$/);
    const kept = readRecording(await readFile(await download.path()));
    expect(kept.cut).toBeNull();
    const stream = await openStream({
      source: replayRecording(kept),
      model: tinyModel({ labels }),
      ...(kept.snapshot && { snapshot: kept.snapshot }),
    });
    const hash = createHash('sha256');
    for (const prediction of await lastValueFrom(stream.predictions$.pipe(toArray()))) {
      hash.update(predictionBytes(prediction));
    }
    expect(hash.digest('hex')).toBe(said);
  });

  it('shows what it heard, the newest first and big', async () => {
    const page = await open(`${isolated.url}?play=recording&fast=1`);
    await digest(page);
    const heard = await page.evaluate(() => window.sluiceStudio.detections.map(({ label }) => label));
    expect(heard.length).toBeGreaterThan(0);
    const spoken = heard.map((label) => label.replace('-', ' ')).reverse();
    expect(await page.locator('#newest .word').textContent()).toBe(spoken[0]);
    expect(await page.locator('#list b').allTextContents()).toEqual(spoken.slice(0, 60));
  });

  it('loads nothing from data: or blob: addresses and breaks no rule of its content-security policy', async () => {
    const page = await browser.newPage();
    const seen: string[] = [];
    page.on('request', (request) => seen.push(request.url()));
    page.on('worker', (worker) => seen.push(worker.url()));
    page.on('console', (message) => seen.push(`console: ${message.text()}`));
    await serveModel(page);
    await page.goto(`${isolated.url}?microphone=1`);
    await page.waitForFunction(() => document.querySelector('#state')?.textContent === 'Listening');
    await page.waitForFunction(() => document.querySelector('#numbers')?.textContent?.includes('shared memory'));
    expect(seen.filter((url) => !url.startsWith(isolated.url))).toEqual([]);
    // What a browser does not report as a request, the worklet's module, would have met this policy.
    const importData = "import('data:text/javascript,').then(() => 'loaded', () => 'refused')";
    expect(await page.evaluate(importData)).toBe('refused');
  });

  it.each([360, 390])('has three rows of buttons on a telephone of %i pixels, and its legend whole', async (width) => {
    const page = await open(isolated.url);
    await page.setViewportSize({ width, height: 800 });
    await page.waitForFunction(() => document.querySelector('#legend')?.textContent !== '');
    const seen = await page.evaluate(() => {
      const buttons = [...document.querySelectorAll('.controls :is(button, select)')];
      const legend = document.querySelector('#legend') as HTMLElement;
      return {
        rows: new Set(buttons.map((one) => Math.round(one.getBoundingClientRect().bottom / 8))).size,
        cut: legend.scrollWidth - legend.clientWidth,
        width: document.documentElement.scrollWidth,
      };
    });
    expect(seen).toEqual({ rows: 3, cut: 0, width });
  });

  it('listens to the microphone, to another one while it runs, and stops', async () => {
    const page = await open(isolated.url);
    await page.getByRole('button', { name: 'Listen' }).click();
    await page.waitForFunction(() => document.querySelector('#state')?.textContent === 'Listening');
    await page.waitForFunction(() => document.querySelectorAll('#device option').length > 1);
    await page.getByLabel('Microphone', { exact: true }).selectOption({ index: 1 });
    await predictionsGrow(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.evaluate(() => window.sluiceStudio.done);
    expect(await page.locator('#state').textContent()).toBe('Ready');
    expect(await page.locator('#notices').textContent()).toBe('');
  });

  it('names the header that its server leaves out, and says that it works all the same', async () => {
    const page = await browser.newPage();
    await serveModel(page);
    await page.route(bare.url, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        headers: { ...answer.headers(), 'cross-origin-opener-policy': 'same-origin' },
      });
    });
    await page.goto(bare.url);
    const notice = page.locator('.notice');
    await notice.waitFor();
    expect(await notice.locator('code').allTextContents()).toEqual(['Cross-Origin-Embedder-Policy: require-corp']);
    expect(await notice.textContent()).toContain('Predictions are the same to the bit');
  });

  it('says so when the microphone is refused, and plays a file all the same', async () => {
    const refusing = await launchChromium({ flags: ['--use-fake-device-for-media-stream'] });
    try {
      const page = await refusing.newPage();
      await serveModel(page);
      const control = await refusing.newBrowserCDPSession();
      await control.send('Browser.setPermission', { permission: { name: 'microphone' }, setting: 'denied' });
      await page.goto(`${isolated.url}?microphone=1`);
      await page.locator('.notice').waitFor();
      // The smallest Chromiums have nobody to ask, and say that there is none.
      const reason = await page.evaluate(() =>
        navigator.mediaDevices.getUserMedia({ audio: true }).catch((e) => e.name),
      );
      const titles = { NotAllowedError: 'The microphone was refused.', NotSupportedError: 'There is no microphone.' };
      expect(await page.locator('.notice strong').textContent()).toBe(titles[reason as keyof typeof titles]);
      await page.locator('#file').setInputFiles(recording.pathname);
      await predictionsGrow(page);
      expect(await page.locator('.notice[data-tone="bad"]').count()).toBe(0);
    } finally {
      await refusing.close();
    }
  });

  it('shows what was recognised in a file that it plays', async () => {
    const page = await open(`${isolated.url}?fast=1`);
    await page.locator('#aloud').uncheck();
    await page.locator('#file').setInputFiles(file('eight.wav', mulawWav(8000)));
    await page.locator('.notice').waitFor();
    expect(await page.locator('.notice strong').textContent()).toBe('eight.wav');
    expect(await page.locator('.notice').textContent()).toMatch(/WAV, .*law, 8000 Hz, 1 channel, 1.00 s/);
    await digest(page);
    expect(await page.locator('#numbers').textContent()).toContain('8 kHz');
  });

  it('says so when a file is no sound', async () => {
    const file = join(folder, 'song.mp3');
    await writeFile(file, 'no song');
    const page = await open(isolated.url);
    await page.locator('#file').setInputFiles(file);
    await page.locator('.notice').waitFor();
    expect(await page.locator('.notice strong').textContent()).toBe('This file cannot be played.');
    expect(await page.locator('.notice .detail').textContent()).toContain('song.mp3');
  });

  for (const [name, recognised] of [
    ['ffmpeg-ima4.caf', 'CAF, IMA ADPCM, 16000 Hz, 2 channels (their mean is taken), 0.25 s'],
    ['ffmpeg-16k.mp3', 'MP3, 48000 Hz, 1 channel'],
    ['ffmpeg-g722.wav', 'G.722 in WAV, which is not read here'],
  ] as const) {
    it(`says of ${name}: ${recognised}`, async () => {
      const page = await open(isolated.url);
      await page.locator('#file').setInputFiles(new URL(`../../fixtures/sound/${name}`, import.meta.url).pathname);
      await page.locator('.notice').waitFor();
      expect(await page.locator('.notice').textContent()).toContain(recognised);
    });
  }

  it('says so when the model is broken', async () => {
    const page = await browser.newPage();
    await page.route('**/*.safetensors', (route) =>
      route.fulfill({ body: Buffer.from(tinyModelBytes()).subarray(0, 999) }),
    );
    await page.goto(isolated.url);
    await page.locator('.notice').waitFor();
    expect(await page.locator('.notice strong').textContent()).toBe('The model cannot be used.');
    expect(await page.getByRole('button', { name: 'Listen' }).isDisabled()).toBe(true);
  });

  it('hears nothing of a word whose threshold is turned up, by the keyboard, and hears it again after a reset', async () => {
    const page = await open(`${isolated.url}?play=recording&fast=1`);
    await digest(page);
    const before = await labelsHeard(page);
    const word = before[0] as string;
    await page.getByLabel(`Threshold of ${word.replace('-', ' ')}`).focus();
    await page.keyboard.press('End');
    await playFast(page);
    expect(await labelsHeard(page)).not.toContain(word);
    await page.getByRole('button', { name: 'Reset thresholds' }).click();
    await playFast(page);
    expect(await labelsHeard(page)).toEqual(before);
  });
});

describe('a model that a person opens', () => {
  const mine = { labels: ['none', 'left', 'right'], seed: 11, hidden: 20 };

  it('is used from then on: its phrases, its thresholds, its predictions', async () => {
    const page = await open(`${isolated.url}?fast=1`);
    await page.locator('#model').setInputFiles(file('mine.safetensors', tinyModelBytes(mine)));
    await page.waitForFunction(() => document.querySelectorAll('.score-rows input').length === 2);
    expect(await page.locator('#state').textContent()).toBe('Ready');
    expect(await page.locator('#model-name').getAttribute('title')).toBe('2 phrases: left, right');
    expect(await page.locator('.score-rows .name').allTextContents()).toEqual(['left', 'right', 'none', '']);
    await playFast(page);
    expect((await digest(page)).digest).toBe(await digestInNode(tinyModel(mine)));
    const heard = await labelsHeard(page);
    expect(heard.length).toBeGreaterThan(0);
    for (const label of heard) expect(['left', 'right']).toContain(label);
    expect(await page.locator('.chart .uplot').count()).toBe(1); // that of the model before is gone
  });

  it('may be dropped on the page, while another one listens', async () => {
    const page = await open(`${isolated.url}?microphone=1`);
    await page.waitForFunction(() => document.querySelector('#state')?.textContent === 'Listening');
    await drop(page, 'mine.safetensors', tinyModelBytes(mine));
    await page.waitForFunction(() => document.querySelectorAll('.score-rows input').length === 2);
    expect(await page.locator('#state').textContent()).toBe('Ready');
    await page.getByRole('button', { name: 'Listen' }).click();
    await predictionsGrow(page);
    expect(await page.locator('.notice').count()).toBe(0);
  });

  it.each([
    ['mine.onnx', new Uint8Array([8, 9, 18]), 'is an ONNX model', 'sluice convert mine.onnx mine.safetensors'],
    ['net.pt', new Uint8Array([0x50, 0x4b, 3, 4, 0]), 'is a PyTorch model', 'sluice convert net.pt net.safetensors'],
    ['cut.safetensors', tinyModelBytes().subarray(0, 999), 'cannot be used', 'Open another one'],
    ['wrong.safetensors', unlikeItsGoldenVector(), 'cannot be used', 'golden vector'],
  ])('is refused where it cannot be used (%s), and the one before stays', async (name, bytes, title, advice) => {
    const page = await open(`${isolated.url}?fast=1`);
    await page.locator('#model').setInputFiles(file(name, bytes));
    await page.locator('.notice').waitFor();
    expect(await page.locator('.notice strong').textContent()).toContain(title);
    expect(await page.locator('.notice').textContent()).toContain(advice);
    expect(await page.locator('#state').textContent()).toBe('Ready');
    await playFast(page);
    expect((await digest(page)).digest).toBe(await digestInNode());
  });

  it('can be opened where the one of the page is broken', async () => {
    const page = await browser.newPage();
    await page.route('**/*.safetensors', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(isolated.url);
    await page.locator('.notice').waitFor();
    expect(await page.locator('.notice').textContent()).toContain('the server answered 404 for the model');
    await page.locator('#model').setInputFiles(file('mine.safetensors', tinyModelBytes(mine)));
    await page.waitForFunction(() => document.querySelectorAll('.score-rows input').length === 2);
    expect(await page.locator('.notice').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Listen' }).isDisabled()).toBe(false);
  });
});

function file(name: string, bytes: Uint8Array) {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

/** A second of mu-law silence at this rate. */
function mulawWav(sampleRate: number): Uint8Array {
  const bytes = new Uint8Array(44 + sampleRate).fill(0xff);
  const view = new DataView(bytes.buffer);
  const text = (at: number, tag: string) => bytes.set(new TextEncoder().encode(tag), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + sampleRate, true);
  text(8, 'WAVEfmt ');
  for (const [at, value] of [
    [16, 16],
    [24, sampleRate],
    [28, sampleRate],
    [40, sampleRate],
  ] as const) {
    view.setUint32(at, value, true);
  }
  for (const [at, value] of [
    [20, 7],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    view.setUint16(at, value, true);
  text(36, 'data');
  return bytes;
}

/** As a person who drops a file on the page. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ([name, text]) => {
      const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  );
}

/** A model whose golden vector does not come out. */
function unlikeItsGoldenVector(): Uint8Array {
  const model = tinyModel();
  const tensors = new Map(model.tensors);
  tensors.set('golden.inputs', { shape: [2, 10], values: new Float32Array(20).fill(0.5) });
  tensors.set('golden.outputs', { shape: [2, 4], values: new Float32Array(8).fill(0.25) });
  return writeModel({ ...model, tensors });
}

async function open(url: string): Promise<Page> {
  const page = await browser.newPage();
  await serveModel(page);
  await page.goto(url);
  await page.waitForFunction(() => window.sluiceStudio !== undefined);
  return page;
}

/** A random model instead of the one that ships: the page is tested, not the model. */
function serveModel(page: Page): Promise<unknown> {
  return page.route('**/*.safetensors', (route) => route.fulfill({ body: Buffer.from(tinyModelBytes({ labels })) }));
}

function digest(page: Page): Promise<{ digest: string; transport: string | null }> {
  return page.evaluate(async () => ({
    digest: await window.sluiceStudio.digest(),
    transport: window.sluiceStudio.transport,
  }));
}

async function digestInNode(model: Model = tinyModel({ labels })): Promise<string> {
  const hash = createHash('sha256');
  await using stream = await openStream({ source: audioFile(recording), model });
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => hash.update(predictionBytes(prediction)),
      error: reject,
      complete: resolve,
    });
  });
  return hash.digest('hex');
}

function labelsHeard(page: Page): Promise<string[]> {
  return page.evaluate(() => window.sluiceStudio.detections.map(({ label }) => label));
}

async function playFast(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Play the recording' }).click();
  await digest(page);
}

async function predictionsGrow(page: Page): Promise<void> {
  const count = async () => {
    const text = await page.locator('#numbers > div', { hasText: 'Predictions' }).locator('dd').textContent();
    return Number.parseInt((text ?? '').replaceAll(',', ''), 10) || 0;
  };
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(0);
  const now = await count();
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(now);
}
