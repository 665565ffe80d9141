// Secrets that the settings only point to.
import { readFileSync } from 'node:fs';
import type { SecretSetting } from './alarm-settings.js';

/** Throws TypeError where there is none. `what`: whose secret. */
export function secretOf(setting: SecretSetting, what: string): string {
  if (typeof setting === 'string') return setting;
  if ('env' in setting) {
    const value = process.env[setting.env];
    if (value === undefined || value === '') throw new TypeError(`${what}: the variable ${setting.env} is not set`);
    return value;
  }
  try {
    const value = readFileSync(setting.file, 'utf8').trim();
    if (value === '') throw new Error('it is empty');
    return value;
  } catch (error) {
    throw new TypeError(`${what}: the file ${setting.file} holds no secret: ${(error as Error).message}`);
  }
}
