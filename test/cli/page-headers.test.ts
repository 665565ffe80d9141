// What the two pages may do, as their server says it in headers and as they say it themselves.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { dashboard } from '#src/cli/commands/serve-page.js';
import { PAGE_HEADERS } from '#src/cli/page-headers.js';
import { startStaticServer } from '#src/node/static-server.js';

const root = new URL('../../dist/studio/', import.meta.url);
const policy = PAGE_HEADERS['Content-Security-Policy'] as string;

describe('the headers of the pages', () => {
  it('allow what the pages need and nothing else', () => {
    const rules = Object.fromEntries(
      policy.split('; ').map((rule) => [rule.slice(0, rule.indexOf(' ')), rule.slice(rule.indexOf(' ') + 1)]),
    );
    expect(rules).toEqual({
      'default-src': "'self'",
      'script-src': "'self' 'wasm-unsafe-eval'",
      'connect-src': "'self' ws: wss:",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(PAGE_HEADERS['Permissions-Policy']).toContain('microphone=(self)');
  });

  it.each(['index.html', 'sensors.html'])('are what %s says itself, as far as a page can', (name) => {
    const html = readFileSync(new URL(name, root), 'utf8');
    const own = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1];
    expect(`${own}; frame-ancestors 'none'`).toBe(policy);
  });

  it('come with every answer of the dashboard, and of a server of the pages', async () => {
    const answer = await dashboard(pino({ level: 'silent' }));
    const http = createServer((request, response) => answer?.(request, response));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    await using pages = await startStaticServer({ root, headers: PAGE_HEADERS });
    try {
      for (const url of [`http://127.0.0.1:${(http.address() as AddressInfo).port}/`, pages.url]) {
        for (const path of ['', 'sensors.html', 'none.html']) {
          const { headers } = await fetch(url + path);
          for (const [name, value] of Object.entries(PAGE_HEADERS)) expect(headers.get(name)).toBe(value);
        }
      }
    } finally {
      http.close();
    }
  });
});
