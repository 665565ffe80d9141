// The two packages as a user gets them: packed, and unpacked into a folder of their own, with nothing beside them but
// what their manifests ask for.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Packed {
  /** The tarballs. */
  readonly sluice: string;
  readonly cli: string;
}

/** Packs what is built into `folder`. */
export function pack(folder: string): Packed {
  // A copy: other tests pack at the same time.
  const copy = join(folder, 'packages-cli');
  cpSync(join(root, 'packages/cli'), copy, { recursive: true });
  execFileSync(process.execPath, [join(root, 'packages/cli/pack.js'), copy]);
  return { sluice: packSluice(folder), cli: packed(copy, folder) };
}

/** The tarball of the package alone. */
export function packSluice(folder: string): string {
  return packed('.', folder);
}

function packed(source: string, folder: string): string {
  const json = execFileSync('npm', ['pack', source, '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return join(folder, filenameIn(JSON.parse(json)));
}

/** npm 11 gives a list, npm 12 an object by name. */
function filenameIn(told: unknown): string {
  const [first] = Object.values(told as Record<string, { readonly filename: string }>);
  if (first === undefined) throw new Error('npm pack told of no package');
  return first.filename;
}

/** Unpacks a tarball as the package `name` of an app. */
export function unpack(tarball: string, app: string, name: string): string {
  const folder = join(app, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
  return folder;
}

/**
 * Makes packages of this repository's own installation part of an app, with all that they depend on. Returns the real
 * folders of all of them.
 */
export function link(app: string, names: readonly string[]): string[] {
  const found = new Map<string, string>();
  const visit = (name: string, from: string) => {
    const folder = installedAt(name, from);
    if (folder === undefined) throw new Error(`Cannot link '${name}': it is not installed`);
    if (found.has(name)) return;
    found.set(name, folder);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    for (const each of Object.keys(dependencies)) visit(each, folder);
  };
  for (const name of names) visit(name, root);
  for (const [name, folder] of found) {
    const place = join(app, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(folder, place);
  }
  return [...found.values()];
}

/** As Node resolves: in the package's own folder, then in those above it. */
function installedAt(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    try {
      return realpathSync(join(folder, 'node_modules', name));
    } catch {
      if (dirname(folder) === folder) return undefined;
    }
  }
}

/** A manifest. */
export function manifestOf(folder: string): {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly [field: string]: unknown;
} {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
