// A page for tests, isolated or not, with the built package at hand:
// `await page.evaluate("load('sluice').then(({ openStream }) => ...)")`.
export { type BlankPageOptions as SiteOptions, startBlankPage as startSite } from '#src/node/blank-page.js';
