// What the package promises of a browser, held to each that is on this machine: Chromium, Firefox and WebKitGTK. The
// same samples give the bits of Node over both transports, and a microphone is heard, lost and replaced.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DrivenBrowser, DrivenPage } from '#src/node/browsers/driven-browser.js';
import { launchBrowser } from '#src/node/browsers/launch.js';
import type { StaticServer } from '#src/node/static-server.js';
import { startSite } from '../../support/site.js';
import { type SoundCard, startSoundCard } from '../../support/sound-card.js';
import { digestOf, keywordsFile, predictInNode, recordingFile } from '../page.js';
import { candidates } from './browsers.js';
import { abilities, captureRecording, replayRecording } from './in-page.js';

/** What is captured in real time: more than the stream's ring holds, so that it is gone round. */
const CAPTURED_S = 6;
const HOP_MS = 20;

let soundCard: SoundCard;
let sites: Readonly<Record<Transport, StaticServer>>;
let expected: Uint8Array[];

type Transport = 'shared' | 'messages';
const TRANSPORTS: readonly Transport[] = ['shared', 'messages'];

beforeAll(async () => {
  if (candidates.every(({ missing }) => missing !== '')) return;
  soundCard = await startSoundCard();
  sites = { shared: await startSite({ isolated: true }), messages: await startSite({ isolated: false }) };
  expected = await predictInNode(recordingFile, keywordsFile);
});

afterAll(async () => {
  await sites?.shared.close();
  await sites?.messages.close();
  await soundCard?.close();
});

for (const { name, missing } of candidates) {
  describe.skipIf(missing !== '')(`${name}${missing && `, ${missing}`}`, () => {
    let browser: DrivenBrowser;

    beforeAll(async () => {
      browser = await launchBrowser(name, { microphone: 'system', env: soundCard.env });
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

    it('has what the documents say it has', async () => {
      console.log(name, browser.version, await inPage('shared', (page) => page.evaluate(abilities, undefined)));
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
  });
}

function toBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
