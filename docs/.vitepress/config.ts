// The site: pages of docs/, the API reference that TypeDoc wrote into docs/api, search, and the live pages (copied by build.mjs).
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';

const api = JSON.parse(readFileSync(new URL('../api/typedoc-sidebar.json', import.meta.url), 'utf8'));

export default defineConfig({
  title: 'sluice',
  description: 'Wake words and sensor alarms, live, in browsers and in Node, with a bounded delay.',
  lang: 'en',
  // Where the site lies in a folder of its server, DOCS_BASE names that folder, as /sluice/.
  base: process.env.DOCS_BASE ?? '/',
  outDir: '../dist/docs',
  cacheDir: './.vitepress/cache',
  srcExclude: ['node_modules/**', 'README.md'],
  cleanUrls: false,
  // The live pages are no pages of VitePress; the test follows links to them in the site that was built.
  ignoreDeadLinks: [/^(\.\/)?studio\//],
  // The search index is one file and is fetched with the first search: it grows with the pages.
  vite: { build: { chunkSizeWarningLimit: 1500 } },
  markdown: { anchor: { slugify: githubSlug } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guide', link: '/getting-started' },
      { text: 'API', link: '/api/' },
      { text: 'Live', link: '/live' },
    ],
    sidebar: {
      '/api/': [{ text: 'API reference', link: '/api/', items: api }],
      '/': [
        {
          text: 'Start',
          items: [
            page('Getting started'),
            page('Streams'),
            page('React, Svelte, Vue', 'frameworks'),
            page('Command line'),
            page('Errors'),
          ],
        },
        {
          text: 'Sound',
          items: [page('Keywords'), page('Train'), page('Effects'), page('Model card', 'model-card')],
        },
        {
          text: 'Sensors',
          items: [
            page('Sensor series'),
            page('Channels'),
            page('Server'),
            page('Feeds'),
            page('Alarms'),
            page('Protocol'),
          ],
        },
        {
          text: 'Models and files',
          items: [
            page('Bring your own model', 'models'),
            page('Networks'),
            page('Formats'),
            page('Our own files', 'model-file'),
          ],
        },
        {
          text: 'Delay and speed',
          items: [page('Latency'), page('Benchmarks')],
        },
        {
          text: 'Behind it',
          items: [
            page('Promises'),
            page('Deployment'),
            page('Threat model'),
            page('Runtimes'),
            page('Architecture'),
            page('API reference', 'api/'),
          ],
        },
      ],
    },
  },
});

function page(text: string, name = text.toLowerCase().replaceAll(' ', '-')): { text: string; link: string } {
  return { text, link: `/${name}` };
}

/** Anchors as GitHub makes them, so that a link works in both places. */
function githubSlug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}
