// README and the pages of docs/ say what is so: files, commands, codes, lists. Figures: test/bench/figures.test.ts.
// Links and snippets: test/docs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readModel } from '#src/model/file/model-file.js';
import { FRONT_ENDS } from '#src/model/named-front-ends.js';
import { OPERATOR_NAMES } from '#src/model/onnx/step/operators.js';
import { sluice } from './support/command.js';

const root = new URL('../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const readme = read('README.md');
const pages = readdirSync(new URL('docs/', root)).filter((name) => name.endsWith('.md'));
const texts = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...pages.map((name) => `docs/${name}`)];

describe('the documents', () => {
  it.each(texts)('%s names files that exist', (text) => {
    const missing = namedFiles(read(text)).filter((name) => !existsSync(new URL(name, root)));
    expect(missing).toEqual([]);
  });

  it('name many of them', () => {
    expect(namedFiles(texts.map(read).join('\n')).length).toBeGreaterThan(60);
    expect(namedFiles('Look at `src/nothing.ts` and `test/ring`, not at `npm test`.')).toEqual([
      'src/nothing.ts',
      'test/ring',
    ]);
  });

  it.each(pages.filter((name) => !/^(index|README)\.md$/.test(name)))(
    'docs/%s begins with what its reader can do after it',
    (name) => {
      expect(read(`docs/${name}`)).toMatch(/^(---\n[\s\S]*?\n---\n+)?# [^\n]+\n\nAfter this page /);
    },
  );
});

describe('the README', () => {
  it('has at most 200 lines', () => {
    expect(readme.split('\n').length - 1).toBeLessThanOrEqual(200);
  });

  it('has the two commands that build, show and test', () => {
    for (const command of ['npm ci && npm start', 'npm ci && npm test']) {
      expect(readme).toMatch(new RegExp(`^${command} `, 'm'));
    }
  });

  it('leads to every page of docs/', () => {
    const led = texts.map(read).join('\n');
    const unled = pages.filter((name) => name !== 'index.md' && name !== 'live.md' && !led.includes(`${name}`));
    expect(unled).toEqual([]);
  });

  it('has two programs that import what there is', () => {
    const imported = [...readme.matchAll(/^import \{ ([^}]+) \} from 'sluice';$/gm)].flatMap((match) =>
      (match[1] as string).split(', '),
    );
    expect(imported).toContain('openStream');
    const browser = read('src/browser/index.ts') + read('src/index.ts');
    for (const name of imported) expect(browser).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

describe('docs/errors.md', () => {
  it('has a line for every error code, and for no other', () => {
    const codes = [...read('src/errors.ts').matchAll(/\| '([A-Z_]+)'/g)].map((match) => match[1] as string);
    const told = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1] as string);
    expect(codes.length).toBeGreaterThan(10);
    expect(told.sort()).toEqual(codes.sort());
  });
});

describe('docs/command-line.md', () => {
  const page = read('docs/command-line.md');

  it('tells of commands and options that there are', async () => {
    const commands = [...new Set([...page.matchAll(/^sluice ([\w-]+)/gm)].map((match) => match[1] as string))];
    const { stdout } = await sluice(['--help']);
    const there = [...stdout.matchAll(/^ {2}([\w-]+) (?:\[|<|train| {2,})/gm)]
      .map((match) => match[1] as string)
      .filter((name) => name !== 'help');
    expect(commands.toSorted()).toEqual([...new Set(there)].sort());
    for (const command of commands) {
      const lines = page.split('\n').filter((line) => line.startsWith(`sluice ${command} `));
      const told = lines.flatMap((line) => line.match(/--[a-z-]+/g) ?? []).filter((option) => option !== '--help');
      if (told.length === 0) continue;
      const names = [...new Set(lines.map((line) => line.match(/^sluice ((?:[a-z-]+ ?)+)/)?.[1]?.trim() as string))];
      const help = (await Promise.all(names.map((name) => sluice([...name.split(' '), '--help'])))).map(
        ({ stdout: text }) => text,
      );
      expect(told.filter((option) => !help.join('\n').includes(option))).toEqual([]);
    }
  }, 120_000);
});

describe('docs/architecture.md', () => {
  it('has a line for every room of src', () => {
    const rooms = readdirSync(new URL('src/', root), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`);
    const table = read('docs/architecture.md').split('\n## Rooms\n')[1]?.split('\n## ')[0] ?? '';
    const told = table.split('\n').flatMap((line) => line.split('|')[1]?.match(/src\/\w+/g) ?? []);
    expect(rooms.length).toBeGreaterThan(15);
    expect(rooms.filter((room) => !told.includes(room))).toEqual([]);
  });
});

describe('docs/networks.md', () => {
  it('lists the ONNX operators and the front ends that there are', () => {
    const page = read('docs/networks.md');
    const told = page.match(/^\| ONNX operators \| (.*) \|$/m)?.[1] ?? '';
    const known = OPERATOR_NAMES.filter((name) => !/^(And|Or|Not|Equal|Greater|Less)$/.test(name));
    expect(known.filter((name) => !new RegExp(`\\b${name}\\b`).test(told))).toEqual([]);
    expect(Object.keys(FRONT_ENDS).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('docs/model-card.md', () => {
  it('has the figures of the model that ships', () => {
    const card = read('docs/model-card.md');
    const bytes = readFileSync(fileURLToPath(new URL('src/assets/models/keywords.safetensors', root)));
    expect(bytes.length).toBeLessThanOrEqual(300 * 1024);
    const { labels, provenance } = readModel(bytes);
    const measured = provenance.measured ?? {};
    expect(card.replaceAll('\n', ' ')).toContain(
      `${(100 * (measured.testClipAccuracy as number)).toFixed(1)} % of ${measured.testClips} clips`,
    );
    for (const label of labels.slice(1))
      expect(card).toMatch(new RegExp(`^\\| ${label.replace('-', '[- ]')} \\|`, 'm'));
    for (const source of provenance.data ?? []) expect(card.replaceAll('\n', ' ')).toContain(source);
  });
});

/** Files and folders of the repository that a text names, between backticks. NAME stands for a name of one's own. */
function namedFiles(text: string): string[] {
  const named = text.matchAll(/`((?:src|test|bench|examples|worklets|docs|types)\/[\w./-]*)`/g);
  return [...named].map((match) => match[1] as string).filter((name) => !name.includes('NAME'));
}
