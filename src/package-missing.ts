// The sentence about an optional package that is not installed.
import { SluiceError } from './errors.js';

/** `doing` begins the sentence; `install`: what to name in the command that mends it. */
export function packageMissing(name: string, doing: string, install = name): SluiceError {
  return new SluiceError(
    'PACKAGE_MISSING',
    `${doing}: the package '${name}' is not installed: run 'npm install ${install}'`,
  );
}

/** Whether an import or a `require` failed because there is no such package. */
export function isMissing(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}

/** Rethrows what an import of a later part of this package rejected with. `does`: what the part does. */
export function unloaded(does: string): (cause: unknown) => never {
  return (cause) => {
    const why = cause instanceof Error ? cause.message : cause;
    throw new SluiceError('KERNEL_UNAVAILABLE', `Cannot load the part of sluice that ${does}: ${why}`, { cause });
  };
}
