// The browsers of this machine, and why one is missing.
import { BROWSERS, type BrowserName } from '#src/node/browsers/driven-browser.js';
import { hasBrowser } from '#src/node/browsers/launch.js';
import { hasSoundCard } from '../../support/sound-card.js';

const PACKAGES: Readonly<Record<BrowserName, string>> = {
  chromium: 'chromium',
  firefox: 'firefox-esr',
  webkit: 'webkit2gtk-driver xvfb',
};

export interface Candidate {
  readonly name: BrowserName;
  /** Why it is not tested here, for people; empty where it is. */
  readonly missing: string;
}

export const candidates: readonly Candidate[] = await Promise.all(
  BROWSERS.map(async (name) => ({ name, missing: await whyMissing(name) })),
);

async function whyMissing(name: BrowserName): Promise<string> {
  const needed = [
    ...((await hasBrowser(name)) ? [] : [PACKAGES[name]]),
    // without an output device, Firefox runs no AudioContext
    ...(hasSoundCard || name !== 'firefox' ? [] : ['pulseaudio']),
  ];
  return needed.length === 0 ? '' : `not tested here: 'apt-get install ${needed.join(' ')}' mends that`;
}
