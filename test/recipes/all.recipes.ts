// The recipes that are too much for the suite, each on its own as a user installs it: built, and on its development
// server, with and without the two headers. What core.test.ts has is not repeated. Run by `npm run test:recipes`; RECIPES=next,angular runs some of them.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSluice } from '../package/packed.js';
import { launchChromium } from '../support/chromium.js';
import { temporaryFolder } from '../support/folder.js';
import { install, runScript, serveByScript, serveFolder } from './app.js';
import { RECIPES } from './list.js';
import { expectedInNode, type Seen, see } from './seen.js';

const asked = process.env.RECIPES?.split(',');
const chosen = RECIPES.filter(({ name }) => asked?.includes(name) ?? true);
const folder = temporaryFolder();
const HEADERS = [
  { isolated: true, transport: 'shared' },
  { isolated: false, transport: 'messages' },
];
let browser: Browser;
let tarball: string;

beforeAll(async () => {
  tarball = packSluice();
  browser = await launchChromium({ microphone: true });
});

afterAll(() => browser?.close());

it('runs recipes that exist', () => {
  expect(chosen.length).toBe(asked?.length ?? RECIPES.length);
});

describe.each(chosen)('$name finds what Node finds, with the two headers and without', (recipe) => {
  const app = join(folder.path, recipe.name);
  let expected: Omit<Seen, 'transport'>;

  beforeAll(async () => {
    await install(recipe.of ?? recipe.name, app, tarball, recipe.versions);
    expected = await expectedInNode(join(app, recipe.streams));
  }, 900_000);

  if (recipe.built !== undefined) {
    const { script, folder: out } = recipe.built;
    it(`as built by '${script}'`, { timeout: 900_000 }, async () => {
      await runScript(app, script);
      for (const { isolated, transport } of HEADERS) {
        await using site = await serveFolder(join(app, out), isolated);
        expect(await see(browser, site.url)).toEqual({ ...expected, transport });
      }
    });
  }

  for (const { script, flags, after } of recipe.served) {
    it(`as served by '${script}'${after === undefined ? '' : ` after '${after}'`}`, { timeout: 900_000 }, async () => {
      if (after !== undefined) await runScript(app, after);
      await using site = await serveByScript(app, script, flags);
      for (const { isolated, transport } of HEADERS) {
        expect(await see(browser, await site.at(isolated))).toEqual({ ...expected, transport });
      }
    });
  }
});
