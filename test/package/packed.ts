// The two packages as a user gets them: packed, and unpacked into a folder of their own, with nothing beside them but
// what their manifests ask for.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** How long another process may take to pack before this one does it too. */
const PATIENCE_MS = 60_000;
const POLL_MS = 100;
const DAY_MS = 86_400_000;

export interface Packed {
  /** The tarballs. */
  readonly sluice: string;
  readonly cli: string;
}

/** Packs what is built. It is packed once for all tests, and again when something has been built anew. */
export function pack(): Packed {
  return {
    sluice: packSluice(),
    cli: kept('cli', (folder) => {
      const copy = join(folder, 'packages-cli');
      cpSync(join(root, 'packages/cli'), copy, { recursive: true });
      execFileSync(process.execPath, [join(root, 'packages/cli/pack.js'), copy]);
      return packed(copy, folder);
    }),
  };
}

/** The tarball of the package alone. */
export function packSluice(): string {
  return kept('sluice', (folder) => packed('.', folder));
}

/** The tarball that is kept for what is built now. Another process that packs it at the same moment is waited for. */
function kept(name: string, make: (folder: string) => string): string {
  const folder = join(root, 'node_modules/.cache/sluice', `packed-${name}-${built()}`);
  mkdirSync(dirname(folder), { recursive: true });
  const making = `${folder}.making`;
  for (let waitedMs = 0; !existsSync(folder); waitedMs += POLL_MS) {
    if (waitedMs < PATIENCE_MS && !madeFolder(making)) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
      continue;
    }
    try {
      makeIn(folder, make);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  const [tarball] = readdirSync(folder);
  return join(folder, tarball as string);
}

/** Puts the tarball into a folder that appears with it. */
function makeIn(folder: string, make: (folder: string) => string): void {
  forgetOld(dirname(folder));
  const place = mkdtempSync(`${folder}.`);
  try {
    const tarball = make(place);
    mkdirSync(join(place, 'whole'));
    renameSync(tarball, join(place, 'whole', basename(tarball)));
    if (!existsSync(folder)) renameSync(join(place, 'whole'), folder);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** A name for what is built now, by names, sizes and times of files. */
function built(): string {
  const hash = createHash('sha256');
  for (const place of ['dist', 'packages/cli']) {
    for (const file of readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).sort()) {
      const { size, mtimeMs } = statSync(join(root, place, file));
      if (!/^(bench|docs)\b/.test(file)) hash.update(`${file} ${size} ${mtimeMs}\n`);
    }
  }
  for (const file of ['package.json', 'README.md', 'LICENSE']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Whether this process has made it. */
function madeFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Removes what was packed of builds of another day. */
function forgetOld(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith('packed-'))) {
    const place = join(folder, name);
    if (Date.now() - statSync(place).mtimeMs > DAY_MS) rmSync(place, { recursive: true, force: true });
  }
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
