// What everybody who installs the package installs with it is under permissive licences. What a person asks for by
// name is theirs to choose.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Package {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  readonly packages: Readonly<Record<string, Package>>;
};
const PERMISSIVE = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'CC0-1.0', 'BlueOak-1.0.0'];

/** The packages that a manifest and those below it need, by their places in the lock file. */
function production(manifest: Package): Map<string, Package> {
  const found = new Map<string, Package>();
  const visit = (place: string, from: Package) => {
    const peers = Object.keys(from.peerDependencies ?? {}).filter(
      (name) => from.peerDependenciesMeta?.[name]?.optional !== true,
    );
    for (const name of [...Object.keys({ ...from.dependencies, ...from.optionalDependencies }), ...peers]) {
      const at = placeOf(name, place);
      const needed = at === undefined ? undefined : packages[at];
      if (at === undefined || needed === undefined || found.has(at)) continue;
      found.set(at, needed);
      visit(at, needed);
    }
  };
  visit('', manifest);
  return found;
}

/** As Node resolves: in the package's own folder, then in those above it. */
function placeOf(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return undefined;
  }
}

describe('the packages that are installed with this one, or with its command', () => {
  const installed = production(packages[''] as Package);
  const { dependencies, optionalDependencies } = JSON.parse(
    readFileSync(new URL('../packages/cli/package.json', import.meta.url), 'utf8'),
  ) as Package;
  const withCommand = production({ dependencies: { ...dependencies, ...optionalDependencies } });

  it('are found in the lock file', () => {
    expect(installed.size).toBeGreaterThan(8);
    expect([...installed.keys()]).toContain('node_modules/opus-decoder');
    expect([...installed.keys()]).toContain('node_modules/@wasm-audio-decoders/common');
    expect([...withCommand.keys()]).toEqual(
      expect.arrayContaining(['node_modules/commander', 'node_modules/onnxruntime-web', 'node_modules/thread-stream']),
    );
  });

  it('are all under permissive licences', () => {
    const others = [...installed, ...withCommand]
      .filter(([, { license = 'none' }]) => !isPermissive(license))
      .map(([place, { license }]) => `${place}: ${license ?? 'none'}`);
    expect(others).toEqual([]);
  });

  it('have no decoder of copyleft code among them: those are asked for by name', () => {
    for (const name of ['codec-parser', 'mpg123-decoder', '@wasm-audio-decoders/ogg-vorbis', 'audio-decode']) {
      expect([...installed.keys()].filter((place) => place.endsWith(`node_modules/${name}`))).toEqual([]);
    }
  });

  it('would not pass with another licence', () => {
    for (const license of ['GPL-2.0', 'LGPL-3.0-or-later', 'MPL-2.0', 'none', 'MIT AND GPL-3.0']) {
      expect(isPermissive(license)).toBe(false);
    }
    expect(isPermissive('(MIT OR GPL-3.0)')).toBe(true);
  });
});

/** One of several licences will do, or all of those that must be kept together. */
function isPermissive(license: string): boolean {
  return license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => PERMISSIVE.includes(one)));
}
