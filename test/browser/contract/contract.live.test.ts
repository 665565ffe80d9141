// What the package promises of a browser, held to each that is on this machine: Chromium, Firefox and WebKitGTK. The
// same samples give the bits of Node over both transports, and a microphone is heard, lost and replaced.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DrivenBrowser, DrivenPage } from '#src/node/browsers/driven-browser.js';
import { launchBrowser } from '#src/node/browsers/launch.js';
import { type StaticServer, startStaticServer } from '#src/node/static-server.js';
import { startSite } from '../../support/site.js';
import { hasSoundCard, type SoundCard, startSoundCard } from '../../support/sound-card.js';
import { commandsFile, digestOf, keywordsFile, predictInNode, recordingFile, recordingTruth } from '../page.js';
import { candidates } from './browsers.js';
import { documentedAbilities } from './documented.js';
import {
  abilities,
  captureBurst,
  captureRecording,
  heardUntil,
  listen,
  replayRecording,
  stopListening,
  suspend,
  watchSensors,
} from './in-page.js';

/** What is captured in real time: more than the stream's ring holds, so that it is gone round. */
const CAPTURED_S = 6;
/** A second. */
const BURST_SAMPLES = 16_000;
const HOP_MS = 20;
const BYTES_A_MS = 2 * 16;
const HEADER_BYTES = 44;
/** What is played to the microphones: the last phrases of the recording, from here on. */
const SPOKEN_FROM_MS = 23_400;
const studio = new URL('../../../dist/studio/', import.meta.url);

let soundCard: SoundCard | undefined;
let sites: Readonly<Record<Transport, StaticServer>>;
let studios: Readonly<Record<Transport, StaticServer>>;
let expected: Uint8Array[];
let spoken: Int16Array;
let labels: string[];

type Transport = 'shared' | 'messages';
const TRANSPORTS: readonly Transport[] = ['shared', 'messages'];

beforeAll(async () => {
  if (candidates.every(({ missing }) => missing !== '')) return;
  if (hasSoundCard) soundCard = await startSoundCard();
  sites = { shared: await startSite({ isolated: true }), messages: await startSite({ isolated: false }) };
  studios = {
    shared: await startStaticServer({ root: studio }),
    messages: await startStaticServer({ root: studio, isolated: false }),
  };
  const wav = await readFile(recordingFile);
  spoken = new Int16Array(wav.buffer.slice(wav.byteOffset + HEADER_BYTES + SPOKEN_FROM_MS * BYTES_A_MS));
  const truth = await recordingTruth(commandsFile);
  labels = truth.filter(({ startsAtMs }) => startsAtMs > SPOKEN_FROM_MS).map(({ label }) => label);
  expected = await predictInNode(recordingFile, keywordsFile);
});

afterAll(async () => {
  for (const server of [...Object.values(sites ?? {}), ...Object.values(studios ?? {})]) await server.close();
  await soundCard?.close();
});

for (const { name, missing } of candidates) {
  // In real time on machines that are busy with other tests: a run that lost its time slice may be repeated.
  describe.skipIf(missing !== '')(`${name}${missing && `, ${missing}`}`, { retry: 2 }, () => {
    let browser: DrivenBrowser;

    beforeAll(async () => {
      // of no language, as in many containers
      browser = await launchBrowser(name, { microphone: 'system', env: { ...soundCard?.env, LANG: 'C', LC_ALL: 'C' } });
    });

    afterAll(async () => {
      await browser?.close();
    });

    /** A blank page, closed again. */
    async function inPage<Result>(transport: Transport, use: (page: DrivenPage) => Promise<Result>): Promise<Result> {
      const page = await browser.open(sites[transport].url);
      try {
        return await use(page);
      } finally {
        await page.close();
      }
    }

    it('is able to do what the documents say of it', async () => {
      const able = await inPage('shared', (page) => page.evaluate(abilities, undefined));
      expect(able).toEqual(await documentedAbilities(name, browser.version));
    });

    it.each(TRANSPORTS)('gives the bits of Node, replayed over %s', async (transport) => {
      const replayed = await inPage(transport, (page) => page.evaluate(replayRecording, null));
      expect(replayed.transport).toBe(transport);
      expect(digestOf(replayed.predictions.map(toBytes))).toBe(digestOf(expected));
    });

    it.concurrent.each(TRANSPORTS)('gives the bits of Node, captured by the worklet over %s', async (transport) => {
      const captured = await inPage(transport, (page) => page.evaluate(captureRecording, CAPTURED_S));
      expect(captured.transport).toBe(transport);
      // the graph plays on after the sound: what was heard until its end is compared
      const heard = Math.floor((CAPTURED_S * 1000) / HOP_MS) - 2;
      expect(captured.predictions.length).toBeGreaterThanOrEqual(heard);
      expect(digestOf(captured.predictions.map(toBytes), heard)).toBe(digestOf(expected, heard));
    });

    it.each(TRANSPORTS)('captures a burst that begins when the source has started, over %s', async (transport) => {
      const burst = await inPage(transport, (page) => page.evaluate(captureBurst, BURST_SAMPLES));
      expect(burst).toEqual({ transport, from: 1, to: BURST_SAMPLES, count: BURST_SAMPLES });
    });

    // what follows, other files hold in Chromium, with a fake microphone
    if (name === 'chromium') return;

    it.skipIf(!hasSoundCard)('hears a microphone, resumes a suspended context, takes another microphone', async () => {
      const plugged = [await soundCard?.plug('desk')];
      const pages = await Promise.all(TRANSPORTS.map((transport) => browser.open(sites[transport].url)));
      const onEach = <Result>(use: (page: DrivenPage) => Promise<Result>) => Promise.all(pages.map(use));
      try {
        await onEach((page) => page.evaluate(listen, undefined));
        await soundCard?.play(spoken, 16_000);
        for (const [i, heard] of (await onEach((page) => page.evaluate(heardUntil, null))).entries()) {
          expect(heard.transport).toBe(TRANSPORTS[i]);
          // on a machine that is busy, some samples may be too old
          expect(heard.events.filter((event) => !event.includes('skipped'))).toEqual([]);
          const found = labels.filter((label) => heard.labels.includes(label));
          expect(found.length, heard.labels.join()).toBeGreaterThanOrEqual(3);
          expect(heard.dropped).toBe(0);
        }
        await onEach((page) => page.evaluate(suspend, undefined));
        for (const { events } of await onEach((page) => page.evaluate(heardUntil, 'resumed'))) {
          const changes = events.filter((event) => !event.startsWith('warning'));
          expect(changes).toEqual(['interrupted', 'resumed']);
        }
        plugged.push(await soundCard?.plug('headset'));
        await plugged.shift()?.pull();
        for (const { events } of await onEach((page) => page.evaluate(heardUntil, 'device-changed: headset'))) {
          expect(events).toContain('device-lost: desk');
        }
        await onEach((page) => page.evaluate(stopListening, undefined));
      } finally {
        await onEach((page) => page.close());
        for (const microphone of plugged) await microphone?.pull();
      }
    });

    it.concurrent.each(TRANSPORTS)('watches the nine streams of the page of sensors over %s', async (transport) => {
      const page = await browser.open(`${studios[transport].url}sensors.html?seed=2&speed=10`);
      try {
        expect(await page.evaluate(watchSensors, 30_000)).toEqual({ transport, streams: 9, learnt: 9, notices: '' });
      } finally {
        await page.close();
      }
    });
  });
}

function toBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
