// Every TypeScript snippet of the documents type-checks, as a program of somebody who has installed the package.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.js';

const root = new URL('../../', import.meta.url);
const documents = [root, new URL('docs/', root)]
  .flatMap((folder) => readdirSync(folder).map((name) => new URL(name, folder)))
  .filter(({ href }) => href.endsWith('.md'));
const snippets = documents.flatMap((file) =>
  snippetsIn(readFileSync(file, 'utf8')).map((snippet) => ({
    ...snippet,
    place: `${file.href.slice(root.href.length)}:${snippet.line}`,
  })),
);
const folder = temporaryFolder();

describe('the TypeScript snippets', () => {
  it('are found in README and docs', () => {
    expect(snippets.filter(({ place }) => place.startsWith('README.md:')).length).toBeGreaterThanOrEqual(2);
    expect(snippets.length).toBeGreaterThan(10);
    expect(snippetsIn('a\n```ts\nlet a = 1;\n```\n```sh\nls\n```\n  ```tsx\n  let b = 2;\n  ```')).toEqual([
      { line: 2, extension: 'ts', code: 'let a = 1;\n' },
      { line: 8, extension: 'tsx', code: '  let b = 2;\n' },
    ]);
  });

  it('type-check, and what there is not would be refused', async () => {
    const found = await typeCheck([...snippets, ...BROKEN.map((code) => ({ extension: 'ts', code }))]);
    const broken = snippets.flatMap(({ place }, i) => (found[i] === '' ? [] : [`${place}\n${found[i]}`]));
    expect(broken).toEqual([]);
    expect(found.at(-2)).toContain("'sauce' does not exist");
    expect(found.at(-1)).toContain("no exported member 'nothing'");
  }, 120_000);
});

const BROKEN = [
  "import { openStream } from 'sluice';\nopenStream({ sauce: 1 });\n",
  "import { nothing } from 'sluice/server';\nnothing();\n",
];

interface Program {
  readonly extension: string;
  readonly code: string;
}

function snippetsIn(text: string): (Program & { line: number })[] {
  return [...text.matchAll(/^ *```(tsx?)\n([\s\S]*?)^ *```$/gm)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    extension: match[1] as string,
    code: match[2] as string,
  }));
}

/** The errors of each program; none where it type-checks. The types are the same for a page and for Node. */
async function typeCheck(programs: readonly Program[]): Promise<string[]> {
  mkdirSync(`${folder.path}/node_modules`, { recursive: true });
  symlinkSync(fileURLToPath(root), `${folder.path}/node_modules/sluice`);
  symlinkSync(fileURLToPath(new URL('node_modules/@types', root)), `${folder.path}/node_modules/@types`);
  // the part of Vue that recipes use
  symlinkSync(fileURLToPath(new URL('node_modules/@vue/reactivity', root)), `${folder.path}/node_modules/vue`);
  folder.write('package.json', '{ "type": "module" }');
  folder.write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        module: 'NodeNext',
        moduleResolution: 'NodeNext',
        lib: ['ES2024', 'ESNext.Disposable', 'DOM', 'DOM.Iterable'],
        types: ['node'],
        strict: true,
        exactOptionalPropertyTypes: true,
        jsx: 'react-jsx',
        noEmit: true,
      },
      include: ['*.ts', '*.tsx'],
    }),
  );
  programs.forEach(({ extension, code }, i) => {
    folder.write(`program-${i}.${extension}`, `${code}export {};\n`);
  });
  const output = await tsc(folder.path);
  const lines = output.split('\n').filter((line) => line.includes(': error TS'));
  // Errors elsewhere would hide that a program was not looked at.
  expect(lines.filter((line) => !/^program-\d+\.tsx?\(/.test(line))).toEqual([]);
  return programs.map(({ extension }, i) =>
    lines.filter((line) => line.startsWith(`program-${i}.${extension}(`)).join('\n'),
  );
}

function tsc(folder: string): Promise<string> {
  const bin = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, '-p', '.', '--pretty', 'false'], { cwd: folder }, (error, stdout) => {
      if (error !== null && stdout === '') reject(error);
      else resolve(stdout);
    });
  });
}
