// The documentation site is built without a warning, and every link of it and of the documents leads somewhere.
// Addresses of others are not fetched: they only have to be addresses.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, type TestContext } from 'vitest';
import { documents, linksIn, slugsIn } from './markdown.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const site = join(root, 'dist/docs');

describe('the links of the documents', () => {
  const texts = documents(root);

  it.each(texts)('of %s lead somewhere', (text) => {
    const broken = linksIn(readFileSync(join(root, text), 'utf8')).filter((link) => !leadsSomewhere(text, link));
    expect(broken).toEqual([]);
  });

  it('are many, and broken ones would be found', () => {
    expect(texts.flatMap((text) => linksIn(readFileSync(join(root, text), 'utf8'))).length).toBeGreaterThan(80);
    expect(linksIn('[a](b.md) `[c](d.md)` ![e](f.png)\n```\n[g](h.md)\n```\n<a href="i.html">')).toEqual([
      'b.md',
      'f.png',
      'i.html',
    ]);
    expect(slugsIn('# Of `torch.nn`, and more\n\n```\n# no heading\n```\n## Same\n## Same\n')).toEqual([
      'of-torchnn-and-more',
      'same',
      'same-1',
    ]);
    for (const link of ['docs/nothing.md', 'docs/streams.md#nothing', '#nothing', 'http//a', 'htp://a.b']) {
      expect(leadsSomewhere('README.md', link), link).toBe(false);
    }
  });
});

describe('npm run docs', () => {
  it('builds a site without a warning, and its links lead somewhere', async (context) => {
    const output = await build(context);
    expect(output).not.toMatch(/warn|dead link|error|deprecat/i);
    const pages = readPages();
    expect(pages.size).toBeGreaterThan(25);
    for (const page of ['index.html', 'streams.html', 'api/sluice.html', 'studio/sensors.html']) {
      expect([...pages.keys()]).toContain(page);
    }
    const links = [...pages].flatMap(([page, { links }]) => links.map((link) => ({ page, link })));
    expect(links.length).toBeGreaterThan(1000);
    const broken = links
      .filter(({ page, link }) => !isThere(pages, page, link))
      .map(({ page, link }) => `${page}: ${link}`);
    expect([...new Set(broken)]).toEqual([]);
    expect(isThere(pages, 'streams.html', '/latency.html#figures')).toBe(true);
    expect(isThere(pages, 'streams.html', '/api/sluice.html#openstream')).toBe(true);
    for (const link of ['/nothing.html', 'latency.html#nothing', '#nothing', 'http//a']) {
      expect(isThere(pages, 'streams.html', link), link).toBe(false);
    }
  }, 300_000);
});

/**
 * Where a document's link leads: a file of the repository and a heading in it, a live page of the site, or somebody
 * else's address.
 */
function leadsSomewhere(from: string, link: string): boolean {
  if (isAddress(link)) return true;
  if (/^[a-z]+:/i.test(link)) return false;
  const [path = '', anchor] = link.split('#');
  // Links of the site's own: its root is docs, and the live pages and the API reference are there once it is built.
  const inSite = path.startsWith('/') ? posix.join('docs', path) : posix.join(dirname(from), path);
  if (from.startsWith('docs/') && /^docs\/(studio|api)\//.test(inSite)) return true;
  const file = path === '' ? from : inSite;
  const found = [file, `${file}.md`].find((name) => existsSync(join(root, name)));
  if (found === undefined) return false;
  return anchor === undefined || slugsIn(readFileSync(join(root, found), 'utf8')).includes(anchor);
}

function isAddress(link: string): boolean {
  if (!/^(https?:\/\/|mailto:)/.test(link)) return false;
  return URL.canParse(link) && (link.startsWith('mailto:') || new URL(link).hostname.includes('.'));
}

interface Page {
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
}

/** All pages of the site, by their path in it. */
function readPages(): Map<string, Page> {
  const names = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  return new Map(names.map((name) => [name.replaceAll('\\', '/'), readPage(readFileSync(join(site, name), 'utf8'))]));
}

function readPage(html: string): Page {
  const plain = html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, (script) =>
    script.slice(0, script.indexOf('>') + 1),
  );
  const attributes = (name: string) =>
    [...plain.matchAll(new RegExp(`<[^>]*\\s${name}="([^"]*)"`, 'g'))].map((match) => unescaped(match[1] as string));
  return { ids: new Set(attributes('id')), links: [...new Set([...attributes('href'), ...attributes('src')])] };
}

function unescaped(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<');
}

function isThere(pages: ReadonlyMap<string, Page>, from: string, link: string): boolean {
  if (isAddress(link)) return true;
  if (/^[a-z]+:/i.test(link)) return false;
  const [path = '', anchor] = link.split('#');
  const plain = decodeURIComponent(path.replace(/\?.*$/, ''));
  let name = plain === '' ? from : plain.startsWith('/') ? plain.slice(1) : posix.join(posix.dirname(from), plain);
  if (name === '' || name.endsWith('/')) name += 'index.html';
  const page = pages.get(name);
  if (page === undefined) return anchor === undefined && existsSync(join(site, name));
  return anchor === undefined || anchor === '' || page.ids.has(decodeURIComponent(anchor));
}

/**
 * Everything that the build prints. Skips the test where its tools are not installed and the registry cannot be
 * reached.
 */
function build(context: TestContext): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(root, 'docs/build.mjs')], (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(stderr)) {
        context.skip('the tools of docs/ are not installed, and the registry cannot be reached');
      } else reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
    });
  });
}
