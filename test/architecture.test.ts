// Who may import whom. Read from the import lines, so that the folders mean what the README says they mean.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Import {
  readonly file: string;
  /** A package, or a file of ours from the root on. */
  readonly from: string;
  readonly typeOnly: boolean;
}

const files = ['src', 'worklets']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.startsWith('src/kernel/'))
  .sort();
const imports: Import[] = files.flatMap((file) => importsOf(file));

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern =
    /^(?:import|export)\s+(type\s+)?[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|(typeof )?import\('([^']+)'\)/gm;
  return [...text.matchAll(pattern)].map((match) => {
    const name = (match[2] ?? match[3] ?? match[5]) as string;
    const from = name.startsWith('.') ? relative(root, join(root, dirname(file), name)).replace(/\.js$/, '.ts') : name;
    return { file, from: from.replaceAll('\\', '/'), typeOnly: (match[1] ?? match[4]) !== undefined };
  });
}

/** Imports that break a rule, as lines to read. */
function offenders(breaks: (line: Import) => boolean): string[] {
  return imports.filter(breaks).map(({ file, from }) => `${file} imports ${from}`);
}

const within = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const isIn = (folders: readonly string[]) => (path: string) => folders.some((folder) => within(folder)(path));
const ours = (path: string) => path.startsWith('src/') || path.startsWith('worklets/');

describe('the architecture', () => {
  it('is read from all files', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(imports.length).toBeGreaterThan(200);
  });

  it('has stages of the engine that do not know each other: only its step joins them', () => {
    const stages = ['frames', 'features', 'network', 'detector'].map((stage) => `src/pipeline/${stage}`);
    const stageOf = (path: string) => stages.find((stage) => within(stage)(path));
    expect(
      offenders(({ file, from }) => {
        const [mine, theirs] = [stageOf(file), stageOf(from)];
        return mine !== undefined && theirs !== undefined && mine !== theirs;
      }),
    ).toEqual([]);
  });

  it('has a ring that imports nothing but itself', () => {
    expect(offenders(({ file, from }) => within('src/ring')(file) && !within('src/ring')(from))).toEqual([]);
  });

  it('has worklets that import only the ring', () => {
    expect(offenders(({ file, from }) => within('worklets')(file) && !within('src/ring')(from))).toEqual([]);
  });

  it('knows rxjs in observable and in stream.ts alone; client, server, page and command line are users', () => {
    const users = ['src/client', 'src/server', 'src/studio', 'src/cli', 'src/harness'];
    expect(
      offenders(
        ({ file, from }) =>
          from.startsWith('rxjs') &&
          !within('src/observable')(file) &&
          file !== 'src/stream.ts' &&
          !users.some((user) => within(user)(file)),
      ),
    ).toEqual([]);
  });

  it('knows Node in node, server and cli alone', () => {
    const rooms = ['src/node', 'src/server', 'src/cli'];
    expect(
      offenders(({ file, from }) => from.startsWith('node:') && !rooms.some((room) => within(room)(file))),
    ).toEqual([]);
  });

  it('has a server that only its own entry and the command line import, so that a client does not load it', () => {
    expect(
      offenders(
        ({ file, from }) =>
          within('src/server')(from) &&
          !within('src/server')(file) &&
          !within('src/cli')(file) &&
          file !== 'src/node/serve.ts',
      ),
    ).toEqual([]);
  });

  it('has a client and a protocol that know no platform', () => {
    const inner = ['src/client', 'src/protocol'];
    const outer = ['src/server', 'src/node', 'src/browser', 'src/cli', 'src/studio'];
    expect(
      offenders(
        ({ file, from }) => inner.some((room) => within(room)(file)) && outer.some((room) => within(room)(from)),
      ),
    ).toEqual([]);
  });

  it('has platforms, command line and page that nobody inside imports', () => {
    const platforms = ['src/browser', 'src/node', 'src/cli', 'src/studio', 'src/server'];
    const allowed: Readonly<Record<string, readonly string[]>> = {
      'src/cli': ['src/node', 'src/server'],
      'src/node': ['src/server'],
      'src/server': ['src/node'],
    };
    expect(
      offenders(({ file, from, typeOnly }) => {
        if (typeOnly) return false;
        const theirs = platforms.find((platform) => within(platform)(from));
        const mine = platforms.find((platform) => within(platform)(file));
        return theirs !== undefined && mine !== theirs && !(mine && allowed[mine]?.includes(theirs));
      }),
    ).toEqual([]);
  });

  it('has a pipeline and a forecast that know no threads: neither engine nor ring, nor where samples come from', () => {
    const inner = ['src/pipeline', 'src/forecast'];
    const outer = ['src/engine', 'src/ring', 'src/source', 'src/observable', 'src/training', 'src/server'];
    expect(offenders(({ file, from }) => isIn(inner)(file) && isIn(outer)(from))).toEqual([]);
  });

  it('has a model that is the ground: it imports neither pipeline nor engine nor forecast', () => {
    const outer = ['src/pipeline', 'src/engine', 'src/forecast', 'src/ring'];
    expect(offenders(({ file, from }) => within('src/model')(file) && isIn(outer)(from))).toEqual([]);
  });

  it('has training, conversion, layers, client and protocol that import no engine', () => {
    const rooms = ['src/training', 'src/convert', 'src/nn', 'src/client', 'src/protocol'];
    expect(offenders(({ file, from }) => isIn(rooms)(file) && within('src/engine')(from))).toEqual([]);
  });

  it('has two sides of an engine that meet in messages alone', () => {
    const [main, worker] = [within('src/engine/main'), within('src/engine/worker')];
    expect(offenders(({ file, from }) => (main(file) && worker(from)) || (worker(file) && main(from)))).toEqual([]);
  });

  it('gathers in index.ts alone', () => {
    const gatherers = new Set(['src/index.ts', 'src/node/index.ts', 'src/browser/index.ts']);
    const gathered = files.filter((file) => {
      const lines = readFileSync(join(root, file), 'utf8').match(/^export (?:type )?[{*][^;]* from '\.[^']*'/gm) ?? [];
      return lines.length > 1 && !gatherers.has(file);
    });
    expect(gathered).toEqual([]);
  });

  it('names only files that are there', () => {
    const missing = imports.filter(({ from }) => ours(from) && !existsSync(join(root, from)));
    expect(missing).toEqual([]);
  });

  it('has rooms of a size that one can see at once', () => {
    const large = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 260);
    expect(large).toEqual([]);
  });
});
