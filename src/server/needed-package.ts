// The packages that only a server needs. They are optional for programs that serve nothing, so they are loaded when a
// server starts, and a program that lacks them gets the command that installs them.
import { createRequire } from 'node:module';
import { isMissing, packageMissing } from '../package-missing.js';

/** Throws SluiceError PACKAGE_MISSING. */
export function neededPackage<T>(name: 'ws' | 'prom-client'): T {
  try {
    return createRequire(import.meta.url)(name) as T;
  } catch (error) {
    if (isMissing(error)) throw packageMissing(name, 'Cannot serve streams', 'ws prom-client');
    throw error;
  }
}
