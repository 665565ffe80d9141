// Firefox, driven by WebDriver BiDi, which it speaks itself: neither geckodriver nor a package is needed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BidiConnection } from './bidi.js';
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

/** Sound plays without a gesture, nothing asks and nothing is fetched from elsewhere. */
const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.safebrowsing.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.max_script_run_time': 0,
  'extensions.update.enabled': false,
  'media.autoplay.blocking_policy': 0,
  'media.autoplay.default': 0,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

const PERMISSION = { 'media.navigator.permission.disabled': true };
const FAKE_MICROPHONE = { ...PERMISSION, 'media.navigator.streams.fake': true };
const MICROPHONES = { none: {}, system: PERMISSION, fake: FAKE_MICROPHONE };

/** The Firefox that the environment's FIREFOX_PATH names, else one on the PATH; undefined where there is none. */
export function findFirefox(): string | undefined {
  return findProgram([process.env.FIREFOX_PATH, 'firefox-esr', 'firefox'].filter((name) => name !== undefined));
}

/** Starts a Firefox. Rejects with a sentence for people where none is found. */
export async function launchFirefox({ microphone, env }: DrivenBrowserOptions = {}): Promise<DrivenBrowser> {
  const path = findFirefox();
  if (path === undefined) throw new Error('no browser: no Firefox found (FIREFOX_PATH names one)');
  const profile = await mkdtemp(join(tmpdir(), 'sluice-firefox-'));
  const preferences = { ...PREFERENCES, ...MICROPHONES[microphone ?? 'none'] };
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const removeProfile = () => rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  try {
    const program = await RunningProgram.start({
      path,
      args: ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
      env: { MOZ_CRASHREPORTER_DISABLE: '1', ...env },
      ready: /WebDriver BiDi listening on (ws:\/\/\S+)/,
    });
    const stop = () => program.stop().then(removeProfile);
    try {
      const connection = await BidiConnection.open(`${program.told[0]}/session`);
      const { capabilities } = await connection.send('session.new', { capabilities: {} });
      return new Firefox(connection, (capabilities as { readonly browserVersion: string }).browserVersion, stop);
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await removeProfile();
    throw error;
  }
}

class Firefox implements DrivenBrowser {
  readonly name = 'firefox';
  readonly version: string;
  readonly #connection: BidiConnection;
  readonly #stop: () => Promise<void>;

  constructor(connection: BidiConnection, version: string, stop: () => Promise<void>) {
    this.#connection = connection;
    this.version = version;
    this.#stop = stop;
  }

  async open(url: string, size: PageSize = PAGE_SIZE): Promise<DrivenPage> {
    const connection = this.#connection;
    // a window each: a tab behind another is hidden, and its timers are slow
    const { context } = await connection.send('browsingContext.create', { type: 'window' });
    await connection.send('browsingContext.setViewport', { context, viewport: size });
    await connection.send('browsingContext.navigate', { context, url, wait: 'complete' });
    return new FirefoxPage(connection, String(context));
  }

  async close(): Promise<void> {
    this.#connection.close();
    await this.#stop();
  }
}

class FirefoxPage implements DrivenPage {
  readonly #connection: BidiConnection;
  readonly #context: string;

  constructor(connection: BidiConnection, context: string) {
    this.#connection = connection;
    this.#context = context;
  }

  async evaluate<Result, Given>(action: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result> {
    const answer = await this.#connection.send('script.callFunction', {
      functionDeclaration: `async () => { ${asScript(action, given)} }`,
      target: { context: this.#context },
      awaitPromise: true,
      userActivation: true,
    });
    const { result, exceptionDetails } = answer as {
      readonly result?: { readonly value: unknown };
      readonly exceptionDetails?: { readonly text: string };
    };
    if (result === undefined) throw new Error(exceptionDetails?.text ?? 'the page gave no answer');
    return readAnswer(result.value);
  }

  async screenshot(): Promise<Uint8Array> {
    const { data } = await this.#connection.send('browsingContext.captureScreenshot', { context: this.#context });
    return Buffer.from(String(data), 'base64');
  }

  async close(): Promise<void> {
    await this.#connection.send('browsingContext.close', { context: this.#context });
  }
}
