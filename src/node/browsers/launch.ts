// A browser by its name, or why it cannot be had here.
import { findChromium } from '../chromium.js';
import type { BrowserName, DrivenBrowser, DrivenBrowserOptions } from './driven-browser.js';
import { launchDrivenChromium } from './driven-chromium.js';
import { findFirefox, launchFirefox } from './firefox.js';
import { findWebKit, launchWebKit } from './webkit.js';

/** Starts a browser. Rejects with a sentence for people where it is not found. */
export function launchBrowser(name: BrowserName, options: DrivenBrowserOptions = {}): Promise<DrivenBrowser> {
  switch (name) {
    case 'chromium':
      return launchDrivenChromium(options);
    case 'firefox':
      return launchFirefox(options);
    case 'webkit':
      return launchWebKit(options);
  }
}

/** Whether a browser, and what drives it, is on this machine. */
export async function hasBrowser(name: BrowserName): Promise<boolean> {
  switch (name) {
    case 'chromium':
      return (await findChromium()) !== undefined;
    case 'firefox':
      return findFirefox() !== undefined;
    case 'webkit':
      return findWebKit() !== undefined;
  }
}
