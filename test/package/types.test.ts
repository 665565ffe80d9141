// The programs of the README and the documents type-check in an app that has installed the packed package: with old and
// new compilers, every way to resolve modules, no types of Node, and the declarations of libraries checked as well.
// `npm test` runs a core set; `npm run test:recipes` every compiler with every way.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { link, manifestOf, packSluice, unpack } from './packed.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const isWhole = process.env.EVERY_COMPILER === 'yes'; // vitest.recipes.config.ts
const folder = temporaryFolder();
const app = join(folder.path, 'app');

const RESOLUTIONS = [
  ['ESNext', 'bundler'],
  ['Node16', 'node16'],
  ['NodeNext', 'nodenext'],
] as const;
/** The repository's own, and others, which are installed once into a folder that is kept. */
const COMPILERS = ['7.0', '5.9.3', '5.4.5'] as const;
/** With which way each compiler runs in `npm test`. */
const CORE: Readonly<Record<(typeof COMPILERS)[number], readonly string[]>> = {
  '7.0': ['bundler', 'node16', 'nodenext'],
  '5.9.3': ['bundler'],
  '5.4.5': ['nodenext'],
};

const documents = ['', 'docs/'].flatMap((place) =>
  readdirSync(join(root, place))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${place}${name}`),
);
const programs = documents.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^ *```ts\n([\s\S]*?)^ *```$/gm)]
    .map(([, code]) => ({ file, code: code as string }))
    .filter(({ code }) => importsOnlySluice(code)),
);

beforeAll(() => {
  mkdirSync(app);
  const sluice = unpack(packSluice(), app, 'sluice');
  link(app, [...Object.keys(manifestOf(sluice).dependencies), 'rxjs']);
  writeFileSync(join(app, 'package.json'), '{ "type": "module", "private": true }');
  programs.forEach(({ code }, n) => {
    writeFileSync(join(app, `program-${n}.ts`), `${code}export {};\n`);
  });
  writeFileSync(join(app, 'entries.ts'), everyEntry(sluice));
  writeFileSync(join(app, 'wrong.ts'), WRONG);
});

const WRONG = "import { openStream } from 'sluice';\nawait openStream({ sauce: 1 });\nawait openStream(Buffer);\n";

describe('the programs of the documents', () => {
  it('are many, with those of the README', () => {
    expect(programs.filter(({ file }) => file === 'README.md').length).toBe(2);
    expect(programs.length).toBeGreaterThan(12);
  });

  for (const version of COMPILERS) {
    for (const [module, moduleResolution] of RESOLUTIONS) {
      if (!isWhole && !CORE[version].includes(moduleResolution)) continue;
      it(`type-check with TypeScript ${version} and '${moduleResolution}'`, async (context) => {
        const compiler = version === '7.0' ? join(root, 'node_modules/typescript') : installedCompiler(version);
        if (compiler === null) return context.skip('the compiler is not installed, and the registry does not answer');
        const config = `tsconfig-${version}-${moduleResolution}.json`;
        const compilerOptions = {
          target: 'ES2022',
          lib: ['ES2022', 'DOM'],
          module,
          moduleResolution,
          types: [],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
        };
        writeFileSync(join(app, config), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
        const lines = (await compile(join(compiler, 'bin/tsc'), config)).split('\n').filter((line) => line !== '');
        const [wrong, others] = [
          lines.filter((line) => line.startsWith('wrong.ts')),
          lines.filter((line) => !line.startsWith('wrong.ts') && !line.startsWith(' ')),
        ];
        expect(others.map(toldByPlace)).toEqual([]);
        // Errors are found, and no types of Node are there.
        expect(wrong.join('\n')).toMatch(/'sauce'[\s\S]*Buffer/);
      }, 900_000);
    }
  }
});

/** Every entry that has types, imported. */
function everyEntry(sluice: string): string {
  const names = Object.entries(manifestOf(sluice).exports).filter(([, target]) => typeof target === 'object');
  return names.map(([name], n) => `export * as entry${n} from 'sluice${name.slice(1)}';\n`).join('');
}

/** Programs that need the types of Node or of another package are checked in test/docs/snippets.test.ts. */
function importsOnlySluice(code: string): boolean {
  const names = [...code.matchAll(/from '([^']+)'/g)].map(([, name]) => name as string);
  return names.every((name) => /^(sluice|rxjs)(\/|$)/.test(name)) && !/\b(process|Buffer)\b/.test(code);
}

function toldByPlace(line: string): string {
  return line.replace(/^program-(\d+)\.ts/, (_, n: string) => `${programs[Number(n)]?.file} (program-${n}.ts)`);
}

/** Null where it cannot be had. */
function installedCompiler(version: string): string | null {
  const kept = join(root, 'node_modules/.cache/sluice', `typescript-${version}`);
  const compiler = join(kept, 'node_modules/typescript');
  if (existsSync(join(compiler, 'bin/tsc'))) return compiler;
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, 'package.json'), '{ "private": true }');
  try {
    const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', ...flags, `typescript@${version}`], { cwd: kept, stdio: 'pipe', timeout: 90_000 });
    return compiler;
  } catch (error) {
    if (process.env.CI !== undefined) throw error;
    return null;
  }
}

function compile(tsc: string, config: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '-p', config, '--pretty', 'false'], { cwd: app }, (_, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}
