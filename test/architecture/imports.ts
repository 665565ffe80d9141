// Reads the import lines of all source files, in every form: from, export from, types, side effects, import() and
// typeof import().
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export interface Import {
  /** The importing file, from the repository's root. */
  readonly file: string;
  /** A package's name, or a file of ours from the repository's root. */
  readonly from: string;
}

/** Source files below `folders`, from the repository's root, sorted. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
    )
    .sort();
}

export function readImports(root: string, files: readonly string[]): Import[] {
  return files.flatMap((file) => importsIn(file, readFileSync(join(root, file), 'utf8')));
}

const COMMENTS = /\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm;
const NAMES = /\bfrom\s*'([^']+)'|\bimport\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

/**
 * The imports of one file's text. Files of ours are named as sources: `./ring.js` is `ring.ts`, and so is the kernel's
 * `./ring`.
 */
export function importsIn(file: string, text: string): Import[] {
  return [...text.replaceAll(COMMENTS, '').matchAll(NAMES)].map(([, from, effect, dynamic]) => {
    const name = (from ?? effect ?? dynamic) as string;
    return { file, from: name.startsWith('.') ? sourceOf(join(dirname(file), name)) : name };
  });
}

function sourceOf(path: string): string {
  const posix = path.replaceAll('\\', '/');
  if (posix.endsWith('.js')) return posix.replace(/\.js$/, '.ts');
  return /\.\w+$/.test(posix) ? posix : `${posix}.ts`;
}
