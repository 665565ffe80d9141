import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VERSION } from '#src/loading/version.js';

it("VERSION is package.json's: pages and workers compare it", () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(VERSION).toBe(version);
});
