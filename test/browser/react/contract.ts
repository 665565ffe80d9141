// What the React hook promises in a page: how many microphones are asked for and stay open, what is heard in a file, and
// what an error looks like. The same for each version of React.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectInNode, keywordsFile, predictInNode, recordingFile } from '../page.js';
import { type ReactApp, startReactApp } from './app.js';

/** `major` is React's; `folders` gives the folders of react and react-dom, or nothing where the tests' own are meant. */
export function testHook(
  major: number,
  folders: (() => Promise<[react: string, reactDom: string]>) | null = null,
): void {
  describe(`useStream() in strict mode of React ${major}`, () => {
    let app: ReactApp;

    beforeAll(async () => {
      app = await (folders === null ? startReactApp() : startReactApp(...(await folders())));
    }, 300_000);
    afterAll(() => app?.close());

    it('runs in that React', async () => {
      await app.show({ kind: 'file' });
      expect((await app.shown()).version).toMatch(new RegExp(`^${major}\\.`));
      await app.show(null);
    });

    it('asks for a microphone at the click, and releases it at the next', async () => {
      await app.show({ kind: 'microphone' });
      expect(await app.shown()).toMatchObject({ state: 'idle', asked: 0 });
      await app.click('start');
      await app.reaches('open');
      expect(await app.shown()).toMatchObject({ asked: 1, live: 1, most: 1, hasStream: true });
      await app.click('stop');
      await app.reaches('closed');
      await app.releases();
      // as a person clicks who has lost patience
      await app.click('start', 'stop', 'start', 'start', 'stop', 'start');
      await app.reaches('open');
      expect(await app.shown()).toMatchObject({ live: 1, most: 1 });
      await app.show(null);
      await app.releases();
    });

    it('asks for one microphone where it starts by itself, and for another only for another key', async () => {
      const before = (await app.shown()).asked;
      for (const smoothingMs of [80, 80, 90, 100]) {
        await app.show({ kind: 'microphone', autoStart: true, detector: { smoothingMs } });
      }
      await app.reaches('open');
      for (const smoothingMs of [100, 100, 110]) {
        await app.show({ kind: 'microphone', autoStart: true, detector: { smoothingMs } });
      }
      expect(await app.shown()).toMatchObject({ state: 'open', asked: before + 1, live: 1 });
      await app.show({ kind: 'microphone', autoStart: true, sourceKey: 'another', detector: { smoothingMs: 110 } });
      await app.reaches('open');
      expect(await app.shown()).toMatchObject({ asked: before + 2, live: 1, most: 1 });
      await app.show(null);
      await app.releases();
    });

    it('gives the detections and predictions of a file that Node gives, and closes at its end', async () => {
      await app.show({ kind: 'file', autoStart: true, keepDetections: 100 });
      await app.reaches('closed');
      const { labels, predictions } = await app.shown();
      const [detections, all] = await Promise.all([
        detectInNode(recordingFile, keywordsFile),
        predictInNode(recordingFile, keywordsFile),
      ]);
      expect(labels).toHaveLength(5); // the wake phrases of the bundled recording
      expect(labels).toEqual(detections.map(({ label, index }) => `${label} ${index}`));
      expect(predictions).toBe(all.length);
      await app.show(null);
    });

    it('has the error of a model that is not there, and opens when it is', async () => {
      await app.show({ kind: 'file', autoStart: true, model: '/missing.safetensors' });
      await app.reaches('failed');
      expect((await app.shown()).error).toMatch(/^MODEL_UNREADABLE: /);
      await app.show({ kind: 'file', autoStart: true });
      await app.reaches('closed');
      expect((await app.shown()).error).toBe('');
      await app.show(null);
    });
  });
}
