// Chromium, driven by Playwright.
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../chromium.js';
import {
  asScript,
  type DrivenBrowser,
  type DrivenBrowserOptions,
  type DrivenPage,
  PAGE_SIZE,
  type PageSize,
  readAnswer,
} from './driven-browser.js';

/** Starts a Chromium. Rejects with a sentence for people where none is found. */
export async function launchDrivenChromium({ microphone, env }: DrivenBrowserOptions = {}): Promise<DrivenBrowser> {
  return new DrivenChromium(
    await launchChromium({
      ...(microphone === 'fake' && { microphone: true }),
      ...(microphone === 'system' && { flags: ['--use-fake-ui-for-media-stream'] }),
      ...(env && { env }),
    }),
  );
}

class DrivenChromium implements DrivenBrowser {
  readonly name = 'chromium';
  readonly #browser: Browser;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  get version(): string {
    return this.#browser.version();
  }

  async open(url: string, viewport: PageSize = PAGE_SIZE): Promise<DrivenPage> {
    const page = await this.#browser.newPage({ viewport });
    await page.goto(url);
    return new ChromiumPage(page);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

class ChromiumPage implements DrivenPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async evaluate<Result, Given>(action: (given: Given) => Result | Promise<Result>, given: Given): Promise<Result> {
    return readAnswer(await this.#page.evaluate(`(async () => { ${asScript(action, given)} })()`));
  }

  screenshot(): Promise<Uint8Array> {
    return this.#page.screenshot();
  }

  close(): Promise<void> {
    return this.#page.context().close();
  }
}
