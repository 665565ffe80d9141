// The rules of the house (architecture/rules.ts) hold for all files, and each rule names the offender when it is
// broken.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { circles } from './architecture/circles.js';
import { importsIn, readImports, sourceFiles } from './architecture/imports.js';
import { isOurs, RULES } from './architecture/rules.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = sourceFiles(root, ['src', 'worklets']);
const files = all.filter((file) => file.endsWith('.ts'));
const imports = readImports(root, files);
const lines = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length - 1]));

describe('the architecture', () => {
  it('is read from all files, and every import of ours names a file', () => {
    expect(files.length).toBeGreaterThan(400);
    expect(imports.length).toBeGreaterThan(1500);
    expect(imports.filter(({ from }) => isOurs(from) && !existsSync(join(root, from)))).toEqual([]);
  });

  for (const { name, offenders, broken } of RULES) {
    it(`holds: ${name}`, () => {
      expect(offenders(imports)).toEqual([]);
    });

    it(`would fail when broken: ${name}`, () => {
      const named = offenders(broken).join('\n');
      for (const { file } of broken) expect(named).toContain(/\/.*\//.test(file) ? roomOrFile(named, file) : file);
    });
  }

  it('has exports that are gathered in index files and the entries of package.json alone', () => {
    const exported = JSON.stringify(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).exports);
    const isEntry = (file: string) => {
      const module = file.replace(/^src\/(.*)\.ts$/, '$1');
      const places = [`${module}.js`, `${module}.d.ts`, `bundles/${module.replaceAll('/', '-')}.js`];
      return places.some((place) => exported.includes(`"./dist/${place}"`));
    };
    const gathered = files.filter(
      (file) => !file.endsWith('/index.ts') && !isEntry(file) && gathers(readFileSync(join(root, file), 'utf8')),
    );
    expect(gathered).toEqual([]);
    expect(gathers("export { a } from './a.js';\nexport type { B } from './b.js';\n")).toBe(true);
  });

  it('has at most 25 files directly in a folder', () => {
    expect(crowded(all)).toEqual([]);
    expect(crowded(Array.from({ length: 26 }, (_, i) => `src/ring/${i}.ts`))).toEqual(['src/ring: 26 files']);
  });

  it('has a median file below 90 lines', () => {
    expect(median([...lines.values()])).toBeLessThan(90);
    expect(median([10, 95, 300])).toBe(95);
  });

  it('has an engine below 3,600 lines', () => {
    const engine = [...lines].filter(([file]) => file.startsWith('src/engine/'));
    expect(engine.length).toBeGreaterThan(20);
    expect(engine.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(3600);
  });
});

describe('the rooms that know no platform', () => {
  const config = JSON.parse(readFileSync(join(root, 'tsconfig.portable.json'), 'utf8'));
  const worklets = JSON.parse(readFileSync(join(root, 'worklets/tsconfig.json'), 'utf8'));
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it('are type-checked with neither DOM nor Node by npm run check:types', () => {
    expect(config.include).toEqual(expect.arrayContaining(['src/pipeline', 'src/ring', 'src/model', 'src/sound']));
    for (const { compilerOptions } of [config, worklets]) {
      expect(compilerOptions.lib.filter((lib: string) => /dom|webworker/i.test(lib))).toEqual([]);
      expect(compilerOptions.types).not.toContain('node');
    }
    expect(scripts['check:types']).toContain('tsc -p tsconfig.portable.json');
    expect(scripts['check:types']).toContain('tsc -p worklets/tsconfig.json');
    // asc type-checks the kernel, with the types of AssemblyScript and no others
    expect(scripts['build:kernel']).toContain('asc src/kernel/index.ts');
  });

  it('are refused by the compiler when they use a global of the page or of Node', async () => {
    const folder = mkdtempSync(join(root, 'node_modules/.portable-'));
    try {
      writeFileSync(
        join(folder, 'wrong.ts'),
        'export const wrong = [document.title, process.pid, performance.now()];\n',
      );
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({
          extends: join(root, 'tsconfig.portable.json'),
          compilerOptions: { rootDir: root },
          include: ['wrong.ts', join(root, 'types/portable.d.ts')],
        }),
      );
      const tsc = join(root, 'node_modules/.bin/tsc');
      const { stdout } = await promisify(execFile)(tsc, ['-p', folder]).catch((failed) => failed);
      for (const name of ['document', 'process', 'performance']) expect(stdout).toContain(`Cannot find name '${name}'`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('circles()', () => {
  it('finds circles of two and of three, and no way that only leads on', () => {
    expect(
      circles([
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'c'],
      ]),
    ).toEqual([]);
    expect(
      circles([
        ['a', 'b'],
        ['b', 'a'],
        ['c', 'd'],
        ['d', 'e'],
        ['e', 'c'],
        ['e', 'a'],
      ]),
    ).toEqual(['a <-> b', 'c <-> d <-> e']);
    expect(circles([['a', 'a']])).toEqual([]);
  });
});

describe('importsIn()', () => {
  it('reads every form of an import, over several lines, and no comment', () => {
    const text = [
      "import { a } from './a.js';",
      "import type {\n  B,\n} from '../model/b.js';",
      "export * from './c.js';",
      "export { type D } from './d.js';",
      "import './e.js';",
      "const f = await import('./f.js');",
      "type G = typeof import('./g.js');",
      "// import { x } from './x.js';",
      "/** like `import './y.js'` */",
      "import { z } from 'rxjs';",
      "export { h } from './h';",
    ].join('\n');
    expect(importsIn('src/ring/all.ts', text).map(({ from }) => from)).toEqual([
      'src/ring/a.ts',
      'src/model/b.ts',
      'src/ring/c.ts',
      'src/ring/d.ts',
      'src/ring/e.ts',
      'src/ring/f.ts',
      'src/ring/g.ts',
      'rxjs',
      'src/ring/h.ts',
    ]);
  });
});

/** A circle of rooms names the rooms of its files. */
function roomOrFile(named: string, file: string): string {
  return named.includes(file) ? file : dirname(file);
}

/** Whether a file passes on the exports of more than one other. */
function gathers(text: string): boolean {
  return (text.match(/^export (?:type )?[{*][^;]* from '\.[^']*'/gm) ?? []).length > 1;
}

function crowded(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 25).map(([folder, count]) => `${folder}: ${count} files`);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;
}
