// Optional packages in Node, loaded when something needs them. Their names are no literals in an import, so a bundler
// neither includes a package that nobody asked for nor fails where it is not installed.
import { createRequire } from 'node:module';
import { isMissing } from '../../package-missing.js';

/** What a package exports; undefined where it is not installed. Any other failure is the caller's to see. */
export function installed<T>(name: string): Promise<T | undefined> {
  return orMissing(async () => (await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as T);
}

/** Where a file of a package lies; undefined where the package is not installed. */
export function installedFile(specifier: string): Promise<string | undefined> {
  return orMissing(async () => createRequire(import.meta.url).resolve(specifier));
}

async function orMissing<T>(load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
