// WebKitGTK, driven by WebDriver: Debian's package webkit2gtk-driver brings the driver and the browser. It draws on
// Xvfb, a display that nobody sees.
import { createServer } from 'node:net';
import {
  asScript,
  type DrivenBrowser,
  type DrivenBrowserOptions,
  type DrivenPage,
  PAGE_SIZE,
  type PageSize,
  readAnswer,
} from './driven-browser.js';
import { findProgram, RunningProgram } from './program.js';
import { WebDriverSession } from './web-driver.js';

const MINI_BROWSERS = ['x86_64', 'aarch64', 'arm', 'i386', 'riscv64'].flatMap((machine) =>
  ['4.1', '4.0'].map(
    (api) => `/usr/lib/${machine}-linux-gnu${machine === 'arm' ? 'eabihf' : ''}/webkit2gtk-${api}/MiniBrowser`,
  ),
);

/** The programs that WebKitGTK takes here; undefined where one of them is missing. */
export function findWebKit():
  | { readonly driver: string; readonly browser: string; readonly display: string }
  | undefined {
  const driver = findProgram(['WebKitWebDriver']);
  const browser = findProgram([process.env.MINI_BROWSER_PATH, ...MINI_BROWSERS].filter((name) => name !== undefined));
  const display = findProgram(['Xvfb']);
  return driver === undefined || browser === undefined || display === undefined
    ? undefined
    : { driver, browser, display };
}

/** Starts a WebKitGTK. Rejects with a sentence for people where it is not complete. */
export async function launchWebKit(options: DrivenBrowserOptions = {}): Promise<DrivenBrowser> {
  const found = findWebKit();
  if (found === undefined) {
    throw new Error('no browser: WebKitGTK needs WebKitWebDriver, MiniBrowser (MINI_BROWSER_PATH names one) and Xvfb');
  }
  const { width, height } = PAGE_SIZE;
  const display = await RunningProgram.start({
    path: found.display,
    args: ['-displayfd', '1', '-screen', '0', `${width + 400}x${height + 400}x24`, '-nolisten', 'tcp'],
    ready: /^(\d+)\s/,
  });
  try {
    const driver = await startDriver(found.driver, { DISPLAY: `:${display.told[0]}`, ...options.env });
    try {
      const session = await WebDriverSession.open(driver.url, {
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: found.browser, args: browserArguments(options) },
      });
      return new WebKit(session, await session.get('window'), async () => {
        await driver.program.stop();
        await display.stop();
      });
    } catch (error) {
      await driver.program.stop();
      throw error;
    }
  } catch (error) {
    await display.stop();
    throw error;
  }
}

function browserArguments({ microphone }: DrivenBrowserOptions): string[] {
  const sound = ['--autoplay-policy=allow', '--media-playback-requires-user-gesture=false'];
  const args = ['--automation', '--private', '--enable-media-stream=true', ...sound];
  if (microphone !== 'fake') return args; // a session that is automated has the permission
  return [...args, '--enable-mock-capture-devices=true', '--features=!MockCaptureDevicesPrompt'];
}

const ENVIRONMENT = {
  GDK_BACKEND: 'x11',
  // GTK's accessibility would start a bus that nobody stops.
  NO_AT_BRIDGE: '1',
  // MiniBrowser keeps an isolated page in its first process, which has no SharedArrayBuffer unless it is told to.
  JSC_useSharedArrayBuffer: '1',
};

async function startDriver(
  path: string,
  env: Readonly<Record<string, string>>,
): Promise<{ program: RunningProgram; url: string }> {
  const port = await freePort();
  const args = ['--host=127.0.0.1', `--port=${port}`];
  const program = await RunningProgram.start({ path, args, env: { ...ENVIRONMENT, ...env } });
  return { program, url: `http://127.0.0.1:${port}` };
}

/** The driver takes no port 0. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

class WebKit implements DrivenBrowser {
  readonly name = 'webkit';
  readonly #session: WebDriverSession;
  readonly #first: string;
  readonly #stop: () => Promise<void>;

  constructor(session: WebDriverSession, first: string, stop: () => Promise<void>) {
    this.#session = session;
    this.#first = first;
    this.#stop = stop;
  }

  get version(): string {
    return this.#session.browserVersion;
  }

  async open(url: string, size: PageSize = PAGE_SIZE): Promise<DrivenPage> {
    const session = this.#session;
    // asked for from the first window: the last one that was used may be closed
    const { handle } = await session.inWindow(this.#first, () =>
      session.post<{ handle: string }>('window/new', { type: 'window' }),
    );
    await session.inWindow(handle, async () => {
      await session.post('url', { url });
      await resize(session, size);
    });
    return new WebKitPage(session, handle);
  }

  async close(): Promise<void> {
    await this.#session.end().catch(() => undefined);
    await this.#stop();
  }
}

/** Makes the page this large. The window is larger: it has a bar. */
async function resize(session: WebDriverSession, { width, height }: PageSize): Promise<void> {
  await session.post('window/rect', { x: 0, y: 0, width, height });
  const script = 'return [innerWidth, innerHeight];';
  const [innerWidth, innerHeight] = await session.post<[number, number]>('execute/sync', { script, args: [] });
  const rect = { width: 2 * width - innerWidth, height: 2 * height - innerHeight };
  await session.post('window/rect', { x: 0, y: 0, ...rect });
}

/** How often to ask whether a function has ended, in ms: soon at first, rarely when it takes long. */
const LEAST_POLL_MS = 5;
const MOST_POLL_MS = 200;

/**
 * The driver does one thing at a time. So a function is started, and asked for its end now and then: many pages can be
 * at work.
 */
class WebKitPage implements DrivenPage {
  readonly #session: WebDriverSession;
  readonly #handle: string;
  #actions = 0;

  constructor(session: WebDriverSession, handle: string) {
    this.#session = session;
    this.#handle = handle;
  }

  async evaluate<Result, Given>(action: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result> {
    const name = `__sluiceAnswer${this.#actions++}`;
    await this.#run(`(async () => { ${asScript(action, given)} })().then((answer) => { window.${name} = answer; });`);
    for (let pollMs = LEAST_POLL_MS; ; pollMs = Math.min(MOST_POLL_MS, pollMs * 1.5)) {
      const answer = await this.#run(`return window.${name} ?? null;`);
      if (answer !== null) return readAnswer(answer);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  #run(script: string): Promise<unknown> {
    return this.#session.inWindow(this.#handle, () => this.#session.post('execute/sync', { script, args: [] }));
  }

  screenshot(): Promise<Uint8Array> {
    return this.#session.inWindow(this.#handle, async () =>
      Buffer.from(await this.#session.get<string>('screenshot'), 'base64'),
    );
  }

  close(): Promise<void> {
    return this.#session.inWindow(this.#handle, () => this.#session.delete('window'));
  }
}
