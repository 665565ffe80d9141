// Chromium for tests. A test that needs it fails where there is none: one comes with the development dependencies.
export { type ChromiumOptions, findChromium, launchChromium } from '#src/node/chromium.js';
