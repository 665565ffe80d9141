// An app of React in Chromium, served by Vite from a folder that has the package and React installed.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { launchChromium } from '../../support/chromium.js';
import { recordingFile } from '../page.js';

/** What the app shows, and what it has counted. */
export interface Shown {
  readonly version: string;
  readonly state: string;
  /** `CODE: message`, empty for none. */
  readonly error: string;
  readonly hasStream: boolean;
  /** `label index` of the detections. */
  readonly labels: readonly string[];
  readonly predictions: number;
  /** Calls of getUserMedia; tracks that are live, now and at most. */
  readonly asked: number;
  readonly live: number;
  readonly most: number;
}

export interface ReactApp {
  /** Renders the component with these properties; null: unmounts it. */
  show(props: object | null): Promise<void>;
  shown(): Promise<Shown>;
  /** Clicks the buttons one after the other, in one task. */
  click(...buttons: readonly string[]): Promise<void>;
  /** Waits until the app shows this state. */
  reaches(state: string): Promise<void>;
  /** Waits until no track is live. */
  releases(): Promise<void>;
  close(): Promise<void>;
}

const repository = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** `react` and `reactDom` are the folders of these packages. */
export async function startReactApp(
  react = `${repository}/node_modules/react`,
  reactDom = `${repository}/node_modules/react-dom`,
): Promise<ReactApp> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-test-'));
  writeFileSync(
    `${folder}/index.html`,
    '<!doctype html><title>app</title><script type="module" src="/main.js"></script>',
  );
  copyFileSync(new URL('main.js', import.meta.url), `${folder}/main.js`);
  copyFileSync(recordingFile, `${folder}/recording.wav`);
  mkdirSync(`${folder}/node_modules`);
  for (const [name, from] of Object.entries({ sluice: repository, react, 'react-dom': reactDom })) {
    symlinkSync(from, `${folder}/node_modules/${name}`);
  }
  const server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    server: { port: 0, fs: { allow: [folder, repository, dirname(react)] } },
    resolve: { dedupe: ['react', 'react-dom'] },
    optimizeDeps: { exclude: ['sluice'], include: ['react', 'react-dom/client'] },
  });
  await server.listen();
  const browser = await launchChromium({ microphone: true });
  const page = await browser.newPage();
  let fail = (_: Error) => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => {}); // whoever waits for the page is told
  page.on('pageerror', fail);
  const run = <T>(code: string): Promise<T> => Promise.race([page.evaluate(code) as Promise<T>, failed]);
  const waitFor = async (condition: string): Promise<void> => {
    await Promise.race([page.waitForFunction(condition, null, { timeout: 20_000 }), failed]);
  };
  await page.goto(server.resolvedUrls?.local[0] as string);
  await waitFor('window.app !== undefined');
  return {
    show: (props) => run(`window.app.show(${JSON.stringify(props)})`),
    shown: () => run('window.app.shown()'),
    click: (...buttons) => run(`window.app.click(${JSON.stringify(buttons)})`),
    reaches: (state) => waitFor(`window.app.shown().state === '${state}'`),
    releases: () => waitFor('window.app.shown().live === 0'),
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
